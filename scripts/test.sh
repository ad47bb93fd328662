# ./dev test and check: a list of parts, each a function part_<name> whose output goes to
# build/test-logs/<name>.log. A part fails when its function does; how many tests it ran is read from
# what its programs print. A new part is one function and one word in a list. Sourced by dev.

check_parts=(web_build build_dev unit contract scenario tidy web_types web_unit)
# The whole set runs the same programs with sanitizers instead of as they are.
test_parts=(web_build build_release build_asan unit_asan contract_asan scenario_asan fuzz tidy_asan
    build_tsan unit_tsan scenario_tsan web_types web_unit crash mutant sim sim_planted e2e)

unit_programs=(base_tests core_tests app_tests store_tests http_tests gen_tests client_tests bench_tests
    crash_tests server_tests app_store_tests sim_tests)

planted=(double_assignment lost_offer feed_gap)

test_logs="$root/build/test-logs"
postgres_directory=

# ---- the parts ----

# The widget must also stay as small as it promises.
part_web_build() {
    step_number=0 steps_total=1
    build_web
    (cd "$root/web/apps/widget" && node size.mjs)
}
part_build_dev() { build_tests dev "${unit_programs[@]}" contract_tests scenario_tests tidy_tests; }
part_unit() { run_programs dev "${unit_programs[@]}"; }
part_contract() { with_postgres run_programs dev contract_tests; }
part_scenario() { with_postgres run_programs dev scenario_tests; }
part_tidy() { run_programs dev tidy_tests; }
part_web_types() { (cd "$root/web" && npm run check --workspaces --if-present); }
part_web_unit() { (cd "$root/web" && npm test --workspaces --if-present -- --reporter=verbose); }

part_build_asan() {
    build_tests asan "${unit_programs[@]}" contract_tests scenario_tests fuzz_replay tidy_tests
}
part_unit_asan() { with_asan run_programs asan "${unit_programs[@]}"; }
part_contract_asan() { with_asan with_postgres run_programs asan contract_tests; }
part_scenario_asan() { with_asan with_postgres run_programs asan scenario_tests; }
part_tidy_asan() { with_asan run_programs asan tidy_tests; }
# The kept corpora through the functions that the fuzzers call.
part_fuzz() { with_asan "$(program asan fuzz_replay)"; }

part_build_tsan() { build_tests tsan "${unit_programs[@]}" scenario_tests; }
part_unit_tsan() { with_tsan run_programs tsan "${unit_programs[@]}"; }
part_scenario_tsan() { with_tsan with_postgres run_programs tsan scenario_tests; }

part_build_release() {
    build_tests release parley parley-crash parley-mutant parley-bench parley-sim \
        "${planted[@]/#/parley-sim-mutant-}"
}

# A real server, killed again and again under load.
part_crash() { "$(program release parley-crash)" --kills 20; }
# The same with a server that acknowledges before the commit: the crash test must notice.
part_mutant() {
    "$(program release parley-crash)" --kills 20 --expect-loss --server "$(program release parley-mutant)"
}

# The server under virtual time, as many seeds as a minute holds. The same seeds each time, so that a change is judged by itself; `./dev sim` draws fresh ones.
part_sim() { "$(program release parley-sim)" --start 1 --minutes 1; }
# The same with bugs that were put in: each must be found within 200 seeds.
part_sim_planted() {
    local name
    for name in "${planted[@]}"; do
        echo "== $name"
        "$(program release "parley-sim-mutant-$name")" --start 1 --seeds 200 --minutes 10 --expect-failure
    done
}

# Customers and agents in a real browser, against the real server.
part_e2e() { (cd "$root/web" && PARLEY_SERVER=$(program release parley) npm run e2e -w @parley/e2e); }

with_asan() {
    ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$@"
}
with_tsan() { TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 "$@"; }

# ---- what they are made of ----

build_tests() { # PRESET TARGET…
    configure "$1"
    compile "$@"
}

program() { # PRESET NAME: its path
    local found
    found=$(find "$root/build/$1" -name "$2" -type f -perm -u+x -print -quit)
    [[ -n $found ]] || fail "no program $2 in build/$1"
    echo "$found"
}

# Runs all of them, also after one has failed.
run_programs() { # PRESET NAME…
    local preset=$1 name path status=0
    shift
    for name in "$@"; do
        echo "== $name"
        path=$(program "$preset" "$name")
        (cd "$root" && "$path" --no-colors=true --duration=true) || { echo "error: $name ended with status $?" && status=1; }
    done
    return $status
}

# Runs the command with a PostgreSQL of its own, on a port of its own, under an unprivileged user.
with_postgres() { # COMMAND…
    if [[ -z ${PARLEY_TEST_POSTGRES:-} ]]; then
        postgres_directory=$(mktemp -d /tmp/parley-postgres.XXXXXX)
        chmod 755 "$postgres_directory"
        trap stop_postgres EXIT
        PARLEY_TEST_POSTGRES=$("$root/tests/support/postgres.sh" start "$postgres_directory/data" \
            $((20000 + RANDOM % 12000)) | tail -n 1)
        export PARLEY_TEST_POSTGRES
    fi
    "$@"
}

stop_postgres() {
    [[ -n $postgres_directory ]] || return 0
    "$root/tests/support/postgres.sh" stop "$postgres_directory/data" || true
    rm -rf "$postgres_directory"
    postgres_directory=
}

# ---- running and counting ----

# "12 1" = twelve tests passed and one failed. Knows doctest's, vitest's and our own programs' last lines.
count_tests() { # LOG
    sed -E 's/\x1b\[[0-9;]*m//g' "$1" | awk '
        /^\[doctest\] test cases:/ {
            for (i = 2; i <= NF; ++i) {
                if ($i == "passed") passed += $(i - 1)
                if ($i == "failed") failed += $(i - 1)
            }
        }
        /^ *Tests  / || /^[0-9]+ passed, [0-9]+ failed$/ {
            for (i = 2; i <= NF; ++i) {
                if ($i ~ /^passed,?$/) passed += $(i - 1)
                if ($i == "failed") failed += $(i - 1)
            }
        }
        END { print passed + 0, failed + 0 }'
}

run_part() { # NAME; sets part_passed, part_failed, part_status
    local name=$1 log="$test_logs/$1.log" started
    started=$(now_ms)
    printf '%-12s ' "$name"
    part_status=ok
    # Not behind || or if: there a part would go on after a command that failed.
    set +e
    (
        set -e
        "part_$name"
    ) >"$log" 2>&1
    (($? == 0)) || part_status=FAILED
    set -e
    read -r part_passed part_failed < <(count_tests "$log")
    if [[ $part_status == ok && $part_failed == 0 ]]; then
        # A part without tests of its own is one that passed.
        ((part_passed)) || part_passed=1
    else
        part_status=FAILED
        ((part_failed)) || part_failed=1
    fi
    printf '%-6s %9s %6d passed %3d failed\n' "$part_status" "$(seconds_since "$started")" \
        "$part_passed" "$part_failed"
    [[ $part_status == ok ]] || show_failure "$log"
}

# What went wrong first, then how it ended: the last program of a part is seldom the one that failed.
show_failure() { # LOG
    local found
    found=$(grep -n -m 8 -E ' ERROR: |ERROR: [A-Za-z]*Sanitizer|runtime error:|^\[.*FAILED|status [0-9]+$|^ *[×✘]|^error:|: fatal: ' "$1" | cut -d: -f1) || true
    for line in $found; do
        sed -n "$((line > 6 ? line - 6 : 1)),$((line + 20))p" "$1"
        echo "…"
    done
    tail -n 30 "$1"
    echo "(whole output in $1)"
}

# Which executed tests quote which rule, a line each: rule, result, part, test.
write_rules() { # FILE NAME…
    local file=$1 name
    shift
    for name in "$@"; do
        [[ -f $test_logs/$name.log ]] || continue
        sed -E 's/\x1b\[[0-9;]*m//g' "$test_logs/$name.log" | awk -v part="$name" '
            function report(test, result,    rest, group, ids, n, i) {
                rest = test
                while (match(rest, /\[[A-Z]+[0-9]+([ ,]+[A-Z]+[0-9]+)*\]/)) {
                    group = substr(rest, RSTART + 1, RLENGTH - 2)
                    rest = substr(rest, RSTART + RLENGTH)
                    n = split(group, ids, /[ ,]+/)
                    for (i = 1; i <= n; ++i)
                        print ids[i] "\t" result "\t" part "\t" test
                }
            }
            /^TEST CASE:  / { shown = substr($0, 13) }
            / ERROR: / { broken[shown] = 1 }
            /^[0-9.]+ s: / {
                test = $0
                sub(/^[0-9.]+ s: /, "", test)
                report(test, test in broken ? "failed" : "passed")
            }
            /^ *✓ / { report($0, "passed") }
            /^ *× / { report($0, "failed") }'
    done | sort -u -V >"$file"
}

run_parts() { # NAME…
    local name passed=0 failed=0 started
    started=$(now_ms)
    rm -rf "$test_logs"
    mkdir -p "$test_logs"
    for name in "$@"; do
        run_part "$name"
        passed=$((passed + part_passed))
        failed=$((failed + part_failed))
    done
    [[ -z ${rules_file:-} ]] || write_rules "$rules_file" "$@"
    printf '%-12s %16s\n' total "$(seconds_since "$started")"
    echo "$passed passed, $failed failed"
    ((failed == 0))
}

prepare_tests() {
    steps_total=2
    need_packages build test
    need_npm_packages
}

run_test() {
    local parts=("${test_parts[@]}") name
    rules_file=
    while (($#)); do
        case $1 in
        --only) IFS=, read -r -a parts <<<"${2:?--only needs names of parts}" && shift 2 ;;
        --rules) rules_file=${2:?--rules needs a file} && shift 2 ;;
        *) fail "test does not know $1" ;;
        esac
    done
    for name in "${parts[@]}"; do
        declare -F "part_$name" >/dev/null || fail "no part $name; there are: ${test_parts[*]}"
    done
    prepare_tests
    run_parts "${parts[@]}"
}

run_check() {
    prepare_tests
    run_parts "${check_parts[@]}"
}
