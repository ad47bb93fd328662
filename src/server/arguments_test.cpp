#include "server/arguments.hpp"

#include <doctest/doctest.h>
#include <vector>

namespace parley {
namespace {

tl::expected<Arguments, Exit> parse(std::vector<const char*> words) {
    words.insert(words.begin(), "parley");
    return parse_arguments(static_cast<int>(words.size()), words.data(), "1.2.3");
}

TEST_CASE("the command line is read, mistakes end with the usage code") {
    auto all = parse({"serve", "--data", "d", "--port", "0", "--host", "::1", "--demo", "--store",
                      "postgresql://x", "--config", "c.toml"});
    REQUIRE(all);
    CHECK(all->serve.data == "d");
    CHECK(all->serve.port == 0);
    CHECK(all->serve.host == "::1");
    CHECK(all->serve.demo);
    CHECK(all->serve.store == "postgresql://x");
    CHECK(all->serve.config == "c.toml");
    CHECK(all->verb == Verb::serve);
    CHECK_FALSE(parse({"serve", "--data", "d"})->serve.port);

    auto init = parse({"init", "--data", "d", "--workspace", "w", "--email", "i@x.example",
                       "--name", "Ines", "--password-file", "-"});
    REQUIRE(init);
    CHECK(init->serve.data == "d");
    CHECK(init->verb == Verb::init);
    CHECK(init->init.workspace == "w");
    CHECK(init->init.language == "en");
    CHECK(init->init.password_file == "-");

    CHECK(parse({"check-config"})->verb == Verb::check_config);
    CHECK(parse({"print-config", "--config", "c.toml"})->serve.config == "c.toml");

    for (auto words :
         std::vector<std::vector<const char*>>{{},
                                               {"serve"},
                                               {"init", "--data", "d"},
                                               {"serve", "--data", "d", "--port", "x"},
                                               {"serve", "--data", "d", "--port", "70000"},
                                               {"serve", "--data", "d", "--what"},
                                               {"dance"}}) {
        auto mistake = parse(words);
        REQUIRE_FALSE(mistake);
        CHECK(mistake.error().code == exit_usage);
        CHECK(mistake.error().text.starts_with("parley: "));
        CHECK(mistake.error().text.find('\n') == mistake.error().text.size() - 1);
    }
    CHECK(parse({"serve", "--data", "d", "--prot", "1"}).error().text ==
          "parley: not expected: --prot 1 (parley --help)\n");
    CHECK(parse({"--version"}).error().code == 0);
    CHECK(parse({"--version"}).error().text == "parley 1.2.3\n");
    CHECK(parse({"serve", "--help"}).error().text.find("--data") != std::string::npos);
}

} // namespace
} // namespace parley
