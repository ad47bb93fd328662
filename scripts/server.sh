# CMake and ninja. Sourced by dev.

jobs=$(nproc)

# Makes build/PRESET if it is not there; ninja itself brings it up to date.
configure() { # PRESET
    [[ -f $root/build/$1/build.ninja ]] ||
        (cd "$root" && quietly "$logs/cmake-$1.log" cmake --preset "$1")
}

# How many files go into a target. How many of them must be compiled now ninja alone can tell: a dry
# run stops where it would look for new files.
source_files() { # PRESET TARGET
    ninja -C "$root/build/$1" -t inputs "$2" | grep -c '\.cpp$'
}

compile() { # PRESET TARGET…
    local preset=$1
    shift
    NINJA_STATUS='    [%f/%t %es] ' ninja -j "$jobs" -C "$root/build/$preset" "$@"
}

build_server() {
    configure release
    step "Building the server ($(source_files release parley) files, as far as they have changed)"
    if [[ -t 1 ]]; then
        compile release parley || fail "the server does not build"
    else
        compile release parley | sed -e '/^ninja: Entering/d' -e '/Re-checking/d' -e 's/^ninja:/    &/' ||
            fail "the server does not build"
    fi
    step_done
}
