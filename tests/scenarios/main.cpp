// scenario_tests: every scenario on SQLite and on PostgreSQL, which PARLEY_TEST_POSTGRES names.
// Without it they fail; --sqlite-only is how to say that this is meant.

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
#include <string_view>

int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]) == "--sqlite-only")
            context.addFilter("test-case-exclude", "*(PostgreSQL)*");
    return context.run();
}
