# Debian packages from scripts/packages.txt. Sourced by dev.

# node_is_there: Node 18.20 or newer with npm, wherever it came from.
node_is_there() {
    local version
    command -v npm >/dev/null && version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    local major=${version%%.*} rest=${version#*.}
    ((major > 18 || (major == 18 && ${rest%%.*} >= 20)))
}

# wanted_packages KIND…: the names, one a line.
wanted_packages() {
    local kind name
    while read -r kind name; do
        [[ " $* " == *" $kind "* ]] || continue
        if [[ $name != node ]]; then
            echo "$name"
        elif ! node_is_there; then
            printf 'nodejs\nnpm\n'
        fi
    done <"$root/scripts/packages.txt"
}

missing_packages() { # KIND…
    local names
    mapfile -t names < <(wanted_packages "$@")
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${names[@]}" 2>/dev/null |
        sed -n 's/^installed //p' | sort -u | comm -13 - <(printf '%s\n' "${names[@]}" | sort -u)
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "not root and no sudo; as root run: $*"
    fi
}

# PostgreSQL's package would make and start a cluster of its own; the tests make theirs.
without_a_cluster() {
    local directory=/etc/postgresql-common/createcluster.d status=0
    as_root mkdir -p "$directory"
    echo 'create_main_cluster = false' | as_root tee "$directory/parley.conf" >/dev/null
    "$@" || status=$?
    as_root rm -f "$directory/parley.conf"
    return $status
}

install_packages() { # NAME…
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q)
    local install=("${apt[@]}" -o Dpkg::Use-Pty=0 install --no-install-recommends "$@")
    quietly "$logs/apt-update.log" "${apt[@]}" update
    if [[ " $* " == *" postgresql-15 "* ]]; then
        quietly "$logs/apt-install.log" without_a_cluster "${install[@]}"
    else
        quietly "$logs/apt-install.log" "${install[@]}"
    fi
}

# need_packages KIND…: a step that installs what is missing.
need_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then
        step "Debian packages: all there"
        step_done
        return
    fi
    command -v apt-get >/dev/null || fail "missing and no apt-get to install them: ${missing[*]}"
    step "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    install_packages "${missing[@]}"
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) || fail "still missing: ${missing[*]}"
    step_done
}
