// parley-gen typescript | openapi: prints what is generated from the described structs.

#include "app/operations/catalogue.hpp"
#include "app/operations/openapi.hpp"
#include "gen/typescript.hpp"

#include <cstdio>
#include <string>
#include <string_view>

namespace {

int usage() {
    std::fputs("usage: parley-gen typescript | openapi\n", stderr);
    return 2;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return usage();
    auto catalogue = parley::op::make_catalogue();
    std::string_view what = argv[1];
    std::string text;
    if (what == "typescript")
        text = parley::gen::typescript(catalogue);
    else if (what == "openapi")
        text = parley::op::openapi(catalogue, PARLEY_VERSION) + '\n';
    else
        return usage();
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
