#!/bin/sh
# A private PostgreSQL for tests: its own data, socket and port, reachable from this machine only.
#   postgres.sh start DIR PORT   makes it in DIR (which must not exist yet) and prints its URL
#   postgres.sh stop DIR         stops it and removes DIR
# It runs as the caller, or, since PostgreSQL refuses root, as Debian's user postgres.
set -eu

die() { echo "postgres.sh: $*" >&2; exit 1; }

find_binaries() {
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && binaries=$folder
    done
    [ -n "${binaries:-}" ] || die "PostgreSQL is not installed (Debian: apt install postgresql-15)"
}

unprivileged() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

start() {
    folder=$1
    port=$2
    [ ! -e "$folder" ] || die "$folder is already there"
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    if [ "$(id -u)" = 0 ]; then
        id postgres >/dev/null 2>&1 || die "no user postgres (it comes with Debian's postgresql-15)"
        chown postgres:postgres "$folder"
    fi
    cd /
    unprivileged "$binaries/initdb" --pgdata="$folder/data" --username=parley --auth=trust \
        --encoding=UTF8 --locale=C --no-sync >"$folder.log" 2>&1 ||
        { cat "$folder.log" >&2; die "initdb failed"; }
    rm -f "$folder.log"
    cat >"$folder/settings" <<EOF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
fsync = on
synchronous_commit = on
max_connections = 100
EOF
    cat "$folder/settings" | unprivileged tee -a "$folder/data/postgresql.conf" >/dev/null
    rm -f "$folder/settings"
    unprivileged "$binaries/pg_ctl" start --pgdata="$folder/data" --log="$folder/log" \
        --wait --timeout=60 >/dev/null || { cat "$folder/log" >&2; die "PostgreSQL did not start"; }
    unprivileged "$binaries/createdb" --host=127.0.0.1 --port="$port" --username=parley parley
    echo "postgresql://parley@127.0.0.1:$port/parley"
}

stop() {
    folder=$1
    [ -d "$folder/data" ] || die "$folder holds no PostgreSQL"
    cd "$folder"
    folder=$(pwd)
    cd /
    unprivileged "$binaries/pg_ctl" stop --pgdata="$folder/data" --mode=fast --wait --timeout=60 \
        >/dev/null || true # it may have stopped already
    rm -rf "$folder"
}

[ $# -ge 2 ] || die "usage: postgres.sh start DIR PORT | postgres.sh stop DIR"
find_binaries
case $1 in
start) [ $# = 3 ] || die "usage: postgres.sh start DIR PORT"; start "$2" "$3" ;;
stop) stop "$2" ;;
*) die "unknown command $1" ;;
esac
