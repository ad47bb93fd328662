#include "tidy/tree.hpp"

#include <doctest/doctest.h>
#include <optional>

using namespace parley;

namespace {

bool starts_with_any(std::string_view path, std::initializer_list<std::string_view> folders) {
    for (auto folder : folders)
        if (path.starts_with(folder))
            return true;
    return false;
}

// "adapters/http/wire.hpp" → "adapters/http/".
std::string_view adapter_of(std::string_view path) {
    auto name = path.find('/') + 1;
    return path.substr(0, path.find('/', name) + 1);
}

// May the file (path below src/) include the other (as written in the include line)? Floors, lowest
// first: base, core, app, adapters, server. The adapters see only app's ports and edge, and no
// adapter another.
bool may_include(std::string_view file, std::string_view included) {
    if (included.starts_with("base/"))
        return true;
    if (file.starts_with("base/"))
        return false;
    if (file.starts_with("core/"))
        return included.starts_with("core/");
    if (file.starts_with("app/ports/") || file.starts_with("app/edge/edge.hpp"))
        return starts_with_any(included, {"app/ports/", "core/"});
    if (file.starts_with("app/"))
        return starts_with_any(included, {"core/", "app/"});
    if (file.starts_with("adapters/"))
        return starts_with_any(included, {"app/ports/", "app/edge/", adapter_of(file)});
    if (file.starts_with("gen/"))
        return starts_with_any(included, {"app/", "core/", "gen/"});
    return true;
}

} // namespace

TEST_CASE("an include points down: the rule itself") {
    CHECK(may_include("core/agent/agent.hpp", "base/ids.hpp"));
    CHECK(may_include("core/workspace/workspace.hpp", "core/agent/agent.hpp"));
    CHECK(may_include("app/feed/views.hpp", "core/agent/agent.hpp"));
    CHECK(may_include("adapters/http/wire.cpp", "adapters/http/wire.hpp"));
    CHECK(may_include("adapters/http/wire.cpp", "app/edge/edge.hpp"));
    CHECK(may_include("server/main.cpp", "adapters/http/listener.hpp"));
    CHECK_FALSE(may_include("base/json.hpp", "core/agent/agent.hpp"));
    CHECK_FALSE(may_include("core/agent/agent.hpp", "app/feed/views.hpp"));
    CHECK_FALSE(may_include("app/feed/feed.cpp", "adapters/store/store.hpp"));
    CHECK_FALSE(may_include("adapters/http/wire.cpp", "adapters/store/store.hpp"));
    CHECK_FALSE(may_include("adapters/store/store.cpp", "app/switchboard/changes.hpp"));
    CHECK_FALSE(may_include("app/edge/edge.hpp", "app/feed/views.hpp"));
}

TEST_CASE("every include of src points down") {
    for (const auto& file : tidy::tree()) {
        if (!file.under("src/") || !file.has_extension({".cpp", ".hpp"}))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            auto included = tidy::quoted_include(file.lines[i]);
            if (included.empty() || included.starts_with("support/"))
                continue;
            CHECK_MESSAGE(may_include(std::string_view(file.path).substr(4), included),
                          file.at(i) << " includes " << included);
        }
    }
}

TEST_CASE("only adapters/http sees Beast, and core and base see no Asio") {
    for (const auto& file : tidy::tree()) {
        if (!file.under("src/") || !file.has_extension({".cpp", ".hpp"}))
            continue;
        bool low = file.under("src/base/") || file.under("src/core/");
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto& line = file.lines[i];
            if (line.starts_with("#include <boost/beast"))
                CHECK_MESSAGE(file.under("src/adapters/http/"), file.at(i));
            if (line.starts_with("#include <boost/asio"))
                CHECK_MESSAGE(!low, file.at(i));
        }
    }
}
