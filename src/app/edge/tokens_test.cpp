#include "app/edge/tokens.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace parley;

namespace {

const std::string key(32, 'k');
const tokens::Visitor visitor{WorkspaceId(7), "subject_of-16-bytes", Time(1'000'000)};

std::string refusal_of(std::string_view token, std::string_view with = key, Time now = Time(1)) {
    auto read = tokens::verify_visitor(token, with, now);
    return read ? "" : read.error().reason;
}

} // namespace

TEST_CASE("[ED4] a visitor's token gives back what was signed") {
    auto token = tokens::sign_visitor(visitor, key);
    CHECK(tokens::looks_like_visitor(token));
    auto read = tokens::verify_visitor(token, key, Time(999'999));
    REQUIRE(read);
    CHECK(read->workspace == visitor.workspace);
    CHECK(read->subject == visitor.subject);
    CHECK(read->expires_at == visitor.expires_at);
    CHECK(refusal_of(token, key, Time(1'000'000)) == "token_expired");
    CHECK(refusal_of(token, std::string(32, 'x')) == "token_forged");
}

TEST_CASE("[ED4] a visitor's token with any byte changed, cut or added is forged") {
    auto token = tokens::sign_visitor(visitor, key);
    for (std::size_t i = 0; i < token.size(); ++i)
        for (char other : {'0', '1', 'A', 'z', '.', '_', '\0', '\x7f'}) {
            auto changed = token;
            changed[i] = other;
            if (changed == token)
                continue;
            CAPTURE(changed);
            CHECK(refusal_of(changed) == "token_forged");
        }
    for (std::size_t size = 0; size < token.size(); ++size)
        CHECK(refusal_of(token.substr(0, size)) == "token_forged");
    CHECK(refusal_of(token + "A") == "token_forged");
    CHECK(refusal_of(token + std::string(300, 'A')) == "token_forged");
    CHECK(refusal_of("pv1.") == "token_forged");
    CHECK(refusal_of("pv1....") == "token_forged");
}

TEST_CASE("[ED4] parts of two tokens do not make a third") {
    auto mine = tokens::sign_visitor(visitor, key);
    tokens::Visitor other{WorkspaceId(8), "somebody-else", Time(2'000'000)};
    auto theirs = tokens::sign_visitor(other, key);
    auto text = mine.substr(0, mine.rfind('.'));
    auto mac = theirs.substr(theirs.rfind('.'));
    CHECK(refusal_of(text + mac) == "token_forged");
}

TEST_CASE("login tokens are random, and their hash tells nothing but equality") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        auto token = tokens::make_login("pl_");
        CHECK(token.starts_with("pl_"));
        CHECK(token.size() == 3 + 43); // 256 bits
        CHECK(seen.insert(token).second);
        CHECK(tokens::hash(token) == tokens::hash(token));
        CHECK(tokens::hash(token).find(token.substr(3, 8)) == std::string::npos);
        CHECK(seen.insert(tokens::make_subject()).second);
    }
    CHECK(tokens::hash("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
