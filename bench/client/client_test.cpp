#include "client/json_scan.hpp"
#include "client/ws_frames.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace parley::client;

TEST_CASE("a frame is taken apart whatever the order and spacing of its members") {
    auto frame = read_frame(R"( {"rows":[{"key":"a","value":{"id":9,"ok":1}}], "ok" : {"seq":3})"
                            R"(,"id": 12 ,"live":77} )");
    CHECK(frame.id == 12);
    CHECK(frame.ok == R"({"seq":3})");
    CHECK(frame.error.empty());
    CHECK(frame.has_live);
    CHECK(frame.live == 77);
    std::vector<std::string> keys;
    CHECK(for_each_element(frame.rows, [&](std::string_view row) {
        keys.emplace_back(as_string(member(row, "key")));
    }));
    CHECK(keys == std::vector<std::string>{"a"});
}

TEST_CASE("brackets and quotes inside strings end nothing") {
    std::string_view json = R"({"text":"a \"} ] , {\\","n":-5,"e":[],"o":{}})";
    CHECK(as_string(member(json, "text")) == R"(a \"} ] , {\\)");
    CHECK(as_integer(member(json, "n")) == -5);
    CHECK(member(json, "e") == "[]");
    CHECK(member(json, "o") == "{}");
    CHECK(member(json, "absent").empty());
}

TEST_CASE("malformed text ends a walk with false") {
    auto ignore = [](auto...) {};
    CHECK(for_each_member("{}", ignore));
    for (std::string_view bad : {"", "[]", "{", R"({"a")", R"({"a":)", R"({"a":"x)", R"({"a":{)",
                                 R"({"a":1,)", R"({"a":1 "b":2})", R"({1:2})"})
        CHECK_MESSAGE(!for_each_member(bad, ignore), bad);
    CHECK_FALSE(for_each_element("[1,", ignore));
    CHECK_FALSE(as_integer("12x"));
    CHECK_FALSE(as_integer(""));
}

TEST_CASE("row keys name their conversation and seq") {
    auto key = as_message_key("message/1042/17");
    REQUIRE(key);
    CHECK(key->conversation == 1042);
    CHECK(key->seq == 17);
    CHECK_FALSE(as_message_key("message/1042"));
    CHECK_FALSE(as_message_key("conversation/1042"));
    CHECK(as_numbered_key("offer/12", "offer/") == 12);
    CHECK_FALSE(as_numbered_key("offer/x", "offer/"));
}

namespace {
// What a server would send: unmasked.
std::string server_frame(int first_byte, const std::string& payload) {
    std::string out(1, static_cast<char>(first_byte));
    if (payload.size() < 126) {
        out += static_cast<char>(payload.size());
    } else {
        out += static_cast<char>(126);
        out += static_cast<char>(payload.size() >> 8);
        out += static_cast<char>(payload.size() & 0xff);
    }
    return out + payload;
}
} // namespace

TEST_CASE("a server frame is complete only with its last byte") {
    for (std::size_t size : {0, 5, 125, 126, 4'000}) {
        auto bytes = server_frame(0x81, std::string(size, 'x'));
        ServerFrame frame;
        for (std::size_t cut = 0; cut < bytes.size(); ++cut)
            REQUIRE(take_frame(std::string_view(bytes).substr(0, cut), 10'000, frame) ==
                    FrameStatus::incomplete);
        REQUIRE(take_frame(bytes, 10'000, frame) == FrameStatus::complete);
        CHECK(frame.payload.size() == size);
        CHECK(frame.size == bytes.size());
        CHECK(frame.final);
        CHECK(frame.opcode == Opcode::text);
    }
}

TEST_CASE("reserved bits, masked and oversized server frames are broken") {
    ServerFrame frame;
    CHECK(take_frame(server_frame(0xc1, "x"), 100, frame) == FrameStatus::broken);
    CHECK(take_frame(server_frame(0x81, std::string(101, 'x')), 100, frame) == FrameStatus::broken);
    CHECK(take_frame(std::string("\x81\x85", 2), 100, frame) == FrameStatus::broken);
}

TEST_CASE("a client frame is masked and its payload comes back under the mask") {
    for (std::size_t size : {0, 100, 200, 70'000}) {
        std::string payload(size, 'p');
        std::string out;
        append_frame(out, Opcode::text, payload, 0xa1b2c3d4);
        CHECK(static_cast<unsigned char>(out[0]) == 0x81);
        CHECK((static_cast<unsigned char>(out[1]) & 0x80) != 0);
        std::size_t header = size < 126 ? 2 : size <= 0xffff ? 4 : 10;
        REQUIRE(out.size() == header + 4 + size);
        std::string back;
        for (std::size_t i = 0; i < size; ++i)
            back += static_cast<char>(out[header + 4 + i] ^ out[header + (i & 3)]);
        CHECK(back == payload);
    }
}
