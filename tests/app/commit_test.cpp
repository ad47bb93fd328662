// Nothing leaves before it is durable, batches leave in order, and a commit that fails is said to
// everybody who waits for it.

#include "app/served.hpp"
#include "base/limits.hpp"

#include <atomic>
#include <boost/json/serialize.hpp>
#include <thread>

using namespace parley;
using namespace parley::testing;

namespace {

// A command whose answer is looked at later.
std::shared_ptr<std::atomic<int>> ask_later(Served& served, const std::string& token,
                                            const std::string& operation, const object& arguments) {
    auto status = std::make_shared<std::atomic<int>>(0);
    edge::HttpCall call;
    call.peer.address = "10.0.0.1";
    call.credentials.bearer = token;
    call.operation = operation;
    call.body = boost::json::serialize(arguments);
    served.world.service().call(call, [status](edge::HttpAnswer answer) {
        CHECK_MESSAGE(*status == 0, "answered twice");
        *status = answer.status;
    });
    return status;
}

bool becomes(const std::atomic<int>& status, int expected) {
    for (int i = 0; i < 400 && status == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return status == expected;
}

} // namespace

TEST_CASE("[FD6] neither answers nor rows leave before their commit, and later batches wait for "
          "earlier ones") {
    Served served;
    auto& world = served.world;
    auto token = world.login(served.ava);
    auto& tab = world.open_tab(token);
    world.settle();
    auto before = tab.rows.position();
    served.store->hold();
    auto first = ask_later(served, token, "set_presence", {{"presence", "away"}});
    served.store->wait_for_commit();
    auto second = ask_later(served, token, "set_presence", {{"presence", "busy"}});
    auto read = ask_later(served, token, "who_am_i", {}); // tells what the second one decided
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(*first == 0);
    CHECK(*second == 0);
    CHECK(*read == 0);
    CHECK(tab.rows.position() == before);
    served.store->let_go();
    CHECK(becomes(*first, 200));
    CHECK(becomes(*second, 200));
    CHECK(becomes(*read, 200));
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[FD6] while one commit is on its way the next commands share one") {
    Served served;
    auto& world = served.world;
    auto token = world.login(served.ava);
    world.settle();
    auto commits = world.service().executor().stats().commits.load();
    served.store->hold();
    std::vector<std::shared_ptr<std::atomic<int>>> answers;
    answers.push_back(ask_later(served, token, "set_presence", {{"presence", "away"}}));
    served.store->wait_for_commit();
    for (int i = 0; i < 200; ++i)
        answers.push_back(ask_later(served, token, "save_quick_reply",
                                    {{"shortcut", "s" + std::to_string(i)}, {"text", "t"}}));
    served.store->let_go();
    for (auto& answer : answers)
        CHECK(becomes(*answer, 200));
    world.settle();
    CHECK(world.service().executor().stats().commits.load() <= commits + 4);
}

TEST_CASE(
    "[ED10] [FD12] a commit that fails: outcome unknown, connections come back, and all goes on") {
    Served served;
    auto& world = served.world;
    auto ava = world.login(served.ava);
    auto& tab = world.open_tab(ava);
    auto noor = world.visitor("noor");
    auto& customer = world.open_tab(noor);
    auto started = world.ask(customer, "start_chat", {{"widget", "support"}, {"text", "Hello"}});
    REQUIRE(started.ok);
    auto conversation = started.body.at("conversation");
    REQUIRE(world.ask(tab, "accept_offer", {{"conversation", conversation}}).ok);

    served.store->hold();
    auto in_flight =
        ask_later(served, noor, "send_message",
                  {{"conversation", conversation}, {"text", "Lost?"}, {"client_id", "1"}});
    served.store->wait_for_commit();
    auto behind =
        ask_later(served, ava, "send_message",
                  {{"conversation", conversation}, {"text", "Behind"}, {"client_id", "1"}});
    world.look([](Switchboard&) {}); // the second one is decided
    served.store->fail_next(1);
    served.store->let_go();
    CHECK(becomes(*in_flight, 503));
    CHECK(becomes(*behind, 503));
    world.advance(Millis(10'000)); // until it has tried again
    CHECK(world.service().ready());
    CHECK(tab.close_code() == 4002);
    CHECK(customer.close_code() == 4002);
    world.reconnect(tab);
    world.reconnect(customer);
    CHECK(customer.rows.messages().at(1).size() == 2); // Hello, and Ava joined

    auto again = world.ask(customer, "send_message",
                           {{"conversation", conversation}, {"text", "Lost?"}, {"client_id", "1"}});
    REQUIRE(again.ok);
    CHECK(again.body.at("seq") == 3);
    CHECK(world
              .ask(tab, "send_message",
                   {{"conversation", conversation}, {"text", "Behind"}, {"client_id", "1"}})
              .body.at("seq") == 4);
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[ED10] while the store takes no commits reads are answered and changes are refused") {
    Served served;
    auto& world = served.world;
    auto ava = world.login(served.ava);
    served.store->fail_next(1'000);
    auto refused = world.http("set_presence", {{"presence", "away"}}, ava);
    CHECK(refused.status == 503);
    CHECK(refused.reason() == "outcome_unknown");
    world.settle();
    CHECK_FALSE(world.service().ready());
    auto shed = world.http("set_presence", {{"presence", "away"}}, ava);
    CHECK(shed.status == 503);
    CHECK(world.http("who_am_i", {}, ava).ok);
    CHECK(world.http("list_conversations", {{"list", "closed"}}, ava).ok);
    for (int i = 0; i < 10; ++i)
        world.advance(Millis(2'000));
    CHECK(served.store->probes() > 2);
    served.store->fail_next(0);
    for (int i = 0; i < 10 && !world.service().ready(); ++i)
        world.advance(Millis(2'000));
    CHECK(world.service().ready());
    CHECK(world.http("set_presence", {{"presence", "away"}}, ava).ok);
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[ED10] who connects while the store takes no commits stays, and counts afterwards") {
    Served served;
    auto& world = served.world;
    auto ava = world.login(served.ava);
    auto& tab = world.open_tab(ava);
    world.settle();
    served.store->fail_next(1'000);
    CHECK(world.http("set_presence", {{"presence", "away"}}, ava).status == 503);
    world.settle();
    REQUIRE_FALSE(world.service().ready());
    CHECK(tab.close_code() == 4002);
    auto failures = world.service().executor().stats().failures.load();
    world.reconnect(tab);
    auto& short_visit = world.open_tab(world.visitor("noor"));
    world.settle();
    CHECK(tab.open());
    CHECK(short_visit.open());
    world.disconnect(short_visit);
    for (int i = 0; i < 5; ++i)
        world.advance(Millis(2'000));
    CHECK(world.service().executor().stats().failures.load() == failures);
    served.store->fail_next(0);
    for (int i = 0; i < 10 && !world.service().ready(); ++i)
        world.advance(Millis(2'000));
    REQUIRE(world.service().ready());
    world.settle();
    CHECK(tab.open());
    bool present = false;
    world.look([&](Switchboard& switchboard) {
        present = switchboard.state().live.agents.at(served.ava).connections == 1;
    });
    CHECK(present);
    CHECK(world.violations() == std::vector<std::string>());
}

TEST_CASE("[ED10] an operation whose outcome was unknown is done once by its repeat") {
    for (auto failure : {CommitFailure::rolled_back, CommitFailure::unknown}) {
        Served served;
        auto& world = served.world;
        auto noor = world.visitor("noor");
        object start{{"widget", "support"}, {"text", "Hello"}, {"client_id", "s"}};
        served.store->fail_next(1, failure);
        CHECK(world.http("start_chat", start, noor).reason() == "outcome_unknown");
        world.advance(Millis(10'000));
        auto again = world.http("start_chat", start, noor);
        REQUIRE(again.ok);
        CHECK(again.body.at("conversation") == 1);
        auto repeated = world.http("start_chat", start, noor);
        CHECK(repeated.ok);
        CHECK(repeated.body.at("conversation") == 1);
        CHECK(world.violations() == std::vector<std::string>());
    }
}

TEST_CASE("[ED9] when too much waits commands are refused at once, and connections are not") {
    Served served;
    auto& world = served.world;
    auto token = world.login(served.ava);
    world.settle();
    // A task that holds the executor up.
    std::mutex mutex;
    std::condition_variable changed;
    bool held = true;
    bool holding = false;
    world.service().executor().post_always(ServerWorld::workspace, [&](Switchboard&, Time) {
        std::unique_lock lock(mutex);
        holding = true;
        changed.notify_all();
        changed.wait(lock, [&] { return !held; });
    });
    {
        std::unique_lock lock(mutex);
        REQUIRE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return holding; }));
    }
    auto& executor = world.service().executor();
    std::size_t taken = 0;
    while (executor.post(ServerWorld::workspace, [](Switchboard&, Time) {}))
        REQUIRE(++taken <= limits::inbound_queue_max);
    CHECK(taken == limits::inbound_queue_max);
    auto refused = ask_later(served, token, "set_presence", {{"presence", "away"}});
    CHECK(becomes(*refused, 503));
    auto read = ask_later(served, token, "who_am_i", {});
    CHECK(becomes(*read, 503));
    bool ran = false;
    executor.post_always(ServerWorld::workspace, [&](Switchboard&, Time) { ran = true; });
    {
        std::lock_guard lock(mutex);
        held = false;
        changed.notify_all();
    }
    world.settle();
    CHECK(ran);
    CHECK(world.http("set_presence", {{"presence", "away"}}, token).ok);
}

TEST_CASE("a server that stops answers what it has taken") {
    Served served;
    auto token = served.world.login(served.ava);
    std::vector<std::shared_ptr<std::atomic<int>>> answers;
    for (int i = 0; i < 100; ++i)
        answers.push_back(
            ask_later(served, token, i % 2 ? "set_presence" : "list_messages",
                      i % 2 ? object{{"presence", "away"}} : object{{"conversation", 1}}));
    served.world.stop();
    for (std::size_t i = 1; i < answers.size(); i += 2)
        CHECK(*answers[i] == 200);
    served.world.start();
    CHECK(served.world.violations() == std::vector<std::string>());
}

TEST_CASE("a clock that was set back before a restart does not take the journal's time back") {
    Served served;
    auto& world = served.world;
    auto token = world.login(served.ava);
    CHECK(world.http("set_presence", {{"presence", "away"}}, token).ok);
    auto before = world.now();
    world.stop();
    world.clock().set(before - Millis(3'600'000));
    world.start();
    CHECK(world.now() >= before);
    CHECK(world.http("set_presence", {{"presence", "busy"}}, token).ok);
    CHECK(world.violations() == std::vector<std::string>());
}
