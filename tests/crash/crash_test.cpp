#include "ack_log.hpp"
#include "history.hpp"

#include <doctest/doctest.h>

using namespace parley::crash;

namespace {
Record acked(std::int64_t seq, const std::string& client_id, std::int64_t sent = 0,
             std::int64_t answered = 0) {
    return {RecordKind::acked, 7, seq, client_id, sent, answered};
}
Told told(std::int64_t seq, const std::string& client_id) {
    return {seq, true, text_of(client_id)};
}
} // namespace

TEST_CASE("a record survives its line, and a broken line is none") {
    for (auto record : {acked(3, "c1-9", 5, 6), Record{RecordKind::started, 12, 0, "", 1, 2}})
        CHECK(from_line(to_line(record)) == record);
    CHECK_FALSE(from_line("A 1 2"));
    CHECK_FALSE(from_line("X 1 2 c-1 0 0"));
    CHECK_FALSE(from_line(""));
}

TEST_CASE("a text names its client id and differs between client ids") {
    CHECK(client_id_in(text_of("c12-345")) == "c12-345");
    CHECK(text_of("c1-1") != text_of("c1-2"));
    CHECK(origin_of("c12-345").sender == "c12");
    CHECK(origin_of("c12-345").count == 345);
}

TEST_CASE("what was promised and is there offends nobody") {
    History history;
    history.add({RecordKind::started, 7, 0, "", 0, 0});
    history.add(acked(1, "c1-1", 10, 20));
    history.add(acked(3, "c1-2", 21, 30));
    history.add({RecordKind::seen, 7, 3, "c1-2", 0, 0});
    history.add({RecordKind::refused, 7, 0, "c1-3", 0, 0});
    CHECK(history.unjudged() == std::vector<std::int64_t>{7});
    history.judge(7, {told(1, "c1-1"), {2, false, ""}, told(3, "c1-2"), told(4, "a1-1")});
    CHECK(history.acknowledged() == 2);
    CHECK(history.lost() + history.doubled() + history.reordered() == 0);
    CHECK(history.unjudged().empty());
}

TEST_CASE("an acknowledged or shown message that is missing is lost, counted once") {
    History history;
    history.add(acked(1, "c1-1"));
    history.add(acked(2, "c1-2"));
    history.add({RecordKind::seen, 7, 2, "c1-2", 0, 0});
    for (int again = 0; again < 2; ++again)
        history.judge(7, {told(1, "c1-1")});
    CHECK(history.lost() == 1);
    history.judge_absent(7);
    CHECK(history.lost() == 2);
}

TEST_CASE("a hole, changed words and a missing conversation are losses") {
    History holes;
    holes.judge(7, {told(1, "c1-1"), told(3, "c1-2")});
    CHECK(holes.lost() == 1);
    History words;
    words.judge(7, {{1, true, "c1-1 something else"}});
    CHECK(words.lost() == 1);
    History absent;
    absent.add({RecordKind::started, 7, 0, "", 0, 0});
    absent.judge_absent(7);
    CHECK(absent.lost() == 1);
}

TEST_CASE("a client id that occurs twice, or was refused and is there, is doubled") {
    History twice;
    twice.judge(7, {told(1, "c1-1"), told(2, "c1-1")});
    CHECK(twice.doubled() == 1);
    History elsewhere;
    elsewhere.judge(7, {told(1, "c1-1")});
    elsewhere.judge(8, {told(1, "c1-1")});
    CHECK(elsewhere.doubled() == 1);
    History refused;
    refused.add({RecordKind::refused, 7, 0, "c1-1", 0, 0});
    refused.judge(7, {told(1, "c1-1")});
    CHECK(refused.doubled() == 1);
}

TEST_CASE("another seq, a sender's order and real time out of order are reordered") {
    History moved;
    moved.add(acked(1, "c1-1"));
    moved.judge(7, {{1, false, ""}, told(2, "c1-1")});
    CHECK(moved.reordered() == 1);
    History sender;
    sender.judge(7, {told(1, "c1-2"), told(2, "c1-1")});
    CHECK(sender.reordered() == 1);
    History time;
    time.add(acked(2, "c1-1", 10, 20));
    time.add(acked(1, "a1-1", 21, 30));
    time.judge(7, {told(1, "a1-1"), told(2, "c1-1")});
    CHECK(time.reordered() == 1);
}
