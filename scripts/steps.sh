# Numbered steps with their times. Sourced by dev.

steps_total=0
step_number=0
step_started=0

now_ms() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

seconds_since() { # MS
    local ms=$(($(now_ms) - $1))
    printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

# step TEXT: "3/5 TEXT"
step() {
    step_number=$((step_number + 1))
    step_started=$(now_ms)
    printf '%d/%d %s\n' "$step_number" "$steps_total" "$*"
}

step_done() { # [TEXT]
    printf '    %s (%s)\n' "${1:-done}" "$(seconds_since "$step_started")"
}

fail() {
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

# quietly LOG COMMAND…: output goes to LOG and is shown only when the command fails.
quietly() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        fail "failed: $* (whole output in $log)"
    fi
}
