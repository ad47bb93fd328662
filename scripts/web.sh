# npm packages and the web's build. Sourced by dev. Stamps in build/stamps tell what is up to date.

stamps="$root/build/stamps"

need_npm_packages() {
    local lock="$root/web/package-lock.json" stamp="$root/web/node_modules/.parley-stamp" sum
    sum=$(sha256sum <"$lock")-$(node --version)
    if [[ -f $stamp && $(<"$stamp") == "$sum" ]]; then
        step "Web packages: up to date"
    else
        step "Installing $(grep -c '"node_modules/[^"]*": {' "$lock") web packages"
        (cd "$root/web" && quietly "$logs/npm.log" npm ci --no-audit --no-fund)
        echo "$sum" >"$stamp"
    fi
    step_done
}

web_sources() {
    find "$root/web" \( -name node_modules -o -name dist -o -name .vite -o -name test-results -o \
        -path "$root/web/e2e" \) -prune -o \
        -type f "$@" -print
}

# Both the stamp and what was built must be there.
web_is_built() {
    local app
    [[ -f $stamps/web ]] || return 1
    for app in "$root"/web/apps/*/package.json; do
        ! grep -q '"build"' "$app" || [[ -d ${app%/*}/dist ]] || return 1
    done
    [[ -z $(web_sources -newer "$stamps/web" | head -n 1) ]]
}

build_web() {
    if web_is_built; then
        step "Desk and widget: up to date"
    else
        step "Building desk and widget ($(web_sources | wc -l) files)"
        mkdir -p "$stamps"
        touch "$stamps/web-started"
        (cd "$root/web" && quietly "$logs/web-build.log" npm run build --workspaces --if-present)
        mv "$stamps/web-started" "$stamps/web"
    fi
    step_done
}
