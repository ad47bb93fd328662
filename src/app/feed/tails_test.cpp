#include "app/feed/tails.hpp"

#include <doctest/doctest.h>

using namespace parley;

namespace {

const ConversationId id(1);

Message message(Seq seq, const std::string& text = "x") {
    Message m;
    m.conversation = id;
    m.seq = seq;
    m.author = AuthorKind::customer;
    m.text = text;
    return m;
}

Conversation conversation(Seq last) {
    Conversation c;
    c.id = id;
    c.last_seq = last;
    return c;
}

std::vector<Seq> seqs(const std::vector<const Message*>& messages) {
    std::vector<Seq> found;
    for (const auto* m : messages)
        found.push_back(m->seq);
    return found;
}

std::vector<Message> page(Seq first, Seq last) {
    std::vector<Message> messages;
    for (Seq seq = first; seq <= last; ++seq)
        messages.push_back(message(seq));
    return messages;
}

} // namespace

TEST_CASE("a tail holds the newest messages and knows when the store has more to give") {
    Tails tails;
    CHECK_FALSE(tails.is_missing(conversation(0)));
    CHECK(tails.is_missing(conversation(5)));
    for (Seq seq = 1; seq <= 60; ++seq)
        tails.add(message(seq));
    CHECK_FALSE(tails.is_missing(conversation(60)));
    CHECK(tails.first_seq(conversation(60)) == 11);
    CHECK(seqs(tails.newest(id, 58)) == std::vector<Seq>{59, 60});
    CHECK(tails.newest(id, 0).size() == 50);
    CHECK(tails.newest(id, 60).empty());
}

TEST_CASE("an older page joins in front, whatever overlaps, and messages decided meanwhile stay") {
    Tails tails;
    tails.add(message(8)); // decided while 1 to 7 were asked for
    CHECK(tails.is_missing(conversation(8)));
    tails.fill(id, page(1, 8));
    CHECK(seqs(tails.newest(id, 0)) == std::vector<Seq>{1, 2, 3, 4, 5, 6, 7, 8});
    tails.fill(id, page(3, 6));
    CHECK(tails.newest(id, 0).size() == 8);
    tails.add(message(9));
    CHECK_FALSE(tails.is_missing(conversation(9)));
}

TEST_CASE("a page that does not reach the tail is not joined with a hole") {
    Tails tails;
    tails.add(message(10));
    tails.fill(id, page(1, 7));
    CHECK(seqs(tails.newest(id, 0)) == std::vector<Seq>{10});
}

TEST_CASE("long texts shorten a snapshot, and one message always fits") {
    Tails tails;
    tails.add(message(1, std::string(40'000, 'a')));
    tails.add(message(2, std::string(40'000, 'b')));
    CHECK(seqs(tails.newest(id, 0)) == std::vector<Seq>{2});
    tails.add(message(3, std::string(limits::tail_bytes_max + 1, 'c')));
    CHECK(seqs(tails.newest(id, 0)) == std::vector<Seq>{3});
}

TEST_CASE("what is forgotten is not shown") {
    Tails tails;
    tails.add(message(1, "Hello"));
    tails.forget(id);
    CHECK(tails.newest(id, 0).empty());
}
