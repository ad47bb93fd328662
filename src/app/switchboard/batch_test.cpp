#include "app/switchboard/batch.hpp"
#include "app/testing/switchboard_world.hpp"

using namespace parley;

namespace {

std::vector<std::string> frames_of(Outgoing out) {
    out.to = std::make_shared<Subscriber>();
    out.to->transport = std::make_shared<testing::FakeSocket>();
    std::vector<edge::Delivery> deliveries;
    append_deliveries(std::move(out), 7, deliveries);
    std::vector<std::string> frames;
    for (const auto& delivery : deliveries)
        frames.push_back(delivery.close_code != 0 ? "close " + std::to_string(delivery.close_code)
                                                  : delivery.frame);
    return frames;
}

using Frames = std::vector<std::string>;

} // namespace

TEST_CASE("rows ride along with the last answer, and hints and the close come after") {
    Outgoing out;
    out.replies = {"{\"id\":1,\"ok\":{}", "{\"id\":2,\"ok\":{}"};
    out.rows = "{\"key\":\"me\"}";
    out.hints = "{\"typing\":true}";
    out.close_code = 4504;
    CHECK(frames_of(out) ==
          Frames{"{\"id\":1,\"ok\":{}}",
                 "{\"id\":2,\"ok\":{},\"rows\":[{\"key\":\"me\"}],\"position\":7}",
                 "{\"typing\":[{\"typing\":true}]}", "close 4504"});
}

TEST_CASE("a snapshot comes after the answers, with its keys and the position it is live at") {
    Outgoing out;
    out.replies = {"{\"id\":1,\"ok\":{}"};
    out.rows = "{\"key\":\"me\"}";
    out.keys = "\"me\"";
    out.snapshot = true;
    CHECK(frames_of(out) ==
          Frames{"{\"id\":1,\"ok\":{}}",
                 "{\"rows\":[{\"key\":\"me\"}],\"position\":7,\"keys\":[\"me\"],\"live\":7}"});
    Outgoing empty;
    empty.snapshot = true;
    CHECK(frames_of(empty) == Frames{"{\"rows\":[],\"position\":7,\"keys\":[],\"live\":7}"});
}

TEST_CASE("rows without an answer are a frame of their own, and nothing is no frame") {
    Outgoing out;
    out.rows = "{\"key\":\"me\"}";
    CHECK(frames_of(out) == Frames{"{\"rows\":[{\"key\":\"me\"}],\"position\":7}"});
    CHECK(frames_of({}).empty());
}
