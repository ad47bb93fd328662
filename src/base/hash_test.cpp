#include "base/hash.hpp"

#include <doctest/doctest.h>

using parley::fnv1a64;

TEST_CASE("[MS6] the hash of a text is the published FNV-1a, for ever") {
    CHECK(fnv1a64("") == 0xcbf29ce484222325ULL);
    CHECK(fnv1a64("a") == 0xaf63dc4c8601ec8cULL);
    CHECK(fnv1a64("foobar") == 0x85944171f73967e8ULL);
    CHECK(fnv1a64("bar", fnv1a64("foo")) == fnv1a64("foobar"));
    CHECK(fnv1a64(std::int64_t(0x6261), fnv1a64("")) ==
          fnv1a64(std::string_view("ab\0\0\0\0\0\0", 8)));
}
