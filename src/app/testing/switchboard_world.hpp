#pragma once
// One switchboard without threads, a database or a network: commands in, rows kept in memory,
// frames out to clients that hold rows. The caller says when a batch is cut.

#include "app/switchboard/row_mapping.hpp"
#include "app/switchboard/switchboard.hpp"
#include "app/testing/client_rows.hpp"
#include "app/testing/memory_rows.hpp"
#include "base/json.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <vector>

namespace parley::testing {

// A client and its connection.
struct FakeSocket final : edge::Transport, edge::Outlet {
    edge::Outlet& outlet() override { return *this; }
    void deliver(std::vector<edge::Delivery> batch) override {
        for (const auto& delivery : batch) {
            if (delivery.close_code != 0)
                close_code = delivery.close_code;
            if (delivery.frame.empty())
                continue;
            auto frame = boost::json::parse(delivery.frame).as_object();
            rows.take(frame);
            frames.push_back(std::move(frame));
        }
    }
    ClientRows rows;
    std::vector<boost::json::object> frames;
    int close_code = 0;
};

struct Client {
    std::shared_ptr<FakeSocket> socket;
    std::shared_ptr<Subscriber> subscriber;
    const ClientRows& rows() const { return socket->rows; }
};

struct SwitchboardWorld {
    MemoryRows rows;
    std::unique_ptr<Switchboard> switchboard;
    Time now{1'735'689'600'000};
    bool answers_facts = true; // false: what is wanted waits in `wanted`
    std::vector<std::pair<Want, Seq>> wanted;

    // One queue, one widget "shop", agents 1 (administrator), 2 and 3.
    SwitchboardWorld() {
        Workspace state;
        state.id = WorkspaceId(1);
        state.name = "demo";
        rebuild(state, now);
        switchboard = std::make_unique<Switchboard>(std::move(state), "history", now);
        as_system(agent_named("admin", Role::administrator));
        as_system(agent_named("ava", Role::agent));
        as_system(agent_named("ben", Role::agent));
        as_system(command::SaveQueue{
            {}, "Support", 100, AssignmentMethod::highest_capacity, {AgentId(2), AgentId(3)}});
        command::SaveWorkstream workstream;
        workstream.value.name = "Chat";
        workstream.value.queue = QueueId(1);
        as_system(workstream);
        command::SaveWidget widget;
        widget.value.key = "shop";
        widget.value.title = "Shop";
        widget.value.workstream = WorkstreamId(1);
        as_system(widget);
        commit();
    }

    static command::SaveAgent agent_named(const std::string& name, Role role) {
        command::SaveAgent save;
        save.email = name + "@demo.test";
        save.name = name + " Example";
        save.role = role;
        return save;
    }

    // ---- asking ----

    // Where the answer to one call will be.
    using Answer = std::shared_ptr<std::optional<Result<std::string>>>;

    Answer ask(const Actor& actor, Command command, const std::string& client_id = {},
               std::uint64_t body_hash = 0) {
        Call call;
        call.request = {actor, client_id, std::move(command)};
        call.operation = "test";
        call.body_hash = body_hash;
        call.write = [](std::string& out, const Receipt& receipt, Position position) {
            out = "{\"receipt\":" + to_json(receipt) + ",\"position\":" + std::to_string(position) +
                  "}";
        };
        auto answer = std::make_shared<std::optional<Result<std::string>>>();
        call.to.done = [answer](Result<std::string> result) {
            CHECK_MESSAGE(!answer->has_value(), "a second answer");
            *answer = std::move(result);
        };
        switchboard->handle(std::move(call), now);
        answer_facts();
        return answer;
    }
    Answer as_system(Command command) { return ask(Actor::system(), std::move(command)); }

    void answer_facts() {
        while (true) {
            for (auto& want : switchboard->take_wanted())
                wanted.push_back(std::move(want));
            if (!answers_facts || wanted.empty())
                return;
            auto asked = std::move(wanted);
            wanted.clear();
            for (const auto& [want, before] : asked)
                switchboard->hydrate(load_fact(rows, WorkspaceId(1), want, before), want, now);
        }
    }

    // ---- clients ----

    Client connect(const Actor& actor) {
        Client client;
        client.socket = std::make_shared<FakeSocket>();
        client.subscriber = std::make_shared<Subscriber>();
        client.subscriber->transport = client.socket;
        client.subscriber->actor = actor;
        switchboard->connected(client.subscriber, now);
        return client;
    }
    void disconnect(const Client& client) { switchboard->disconnected(client.subscriber, now); }

    // As the follow operation does it: tails first, then the answer, then the snapshot.
    void follow(const Client& client, bool resumed = false) {
        std::vector<ConversationId> own;
        for (const auto& [id, c] : switchboard->state().conversations)
            own.push_back(id);
        std::map<ConversationId, Seq> held;
        if (resumed)
            for (const auto& [id, run] : client.rows().messages())
                held[ConversationId(id)] = run.rbegin()->first;
        switchboard->query(
            own,
            [client, resumed, held](Switchboard& s, Time) {
                s.reply({client.subscriber, 1, {}},
                        "{\"history_id\":\"history\",\"position\":0,\"resumed\":" +
                            std::string(resumed ? "true" : "false") + "}");
                s.hub().follow({client.subscriber, resumed, held});
            },
            now);
        answer_facts();
    }
    Client follower(const Actor& actor) {
        auto client = connect(actor);
        follow(client);
        commit();
        return client;
    }

    // ---- batches ----

    static void release(Switchboard::Cut cut) {
        std::vector<edge::Delivery> deliveries;
        for (auto& hook : cut.batch.when_durable)
            hook();
        for (auto& outgoing : cut.batch.outgoing)
            append_deliveries(std::move(outgoing), cut.position, deliveries);
        for (auto& answer : cut.batch.answers)
            answer.to.done(std::move(answer.result));
        for (auto& delivery : deliveries)
            delivery.to->outlet().deliver({delivery});
    }
    Switchboard::Cut cut() {
        auto batch = switchboard->cut(now);
        if (batch.commit)
            rows.apply(*batch.commit);
        return batch;
    }
    // A batch is cut, stored and released; false when there was nothing to tell.
    bool commit() {
        if (!switchboard->has_output())
            return false;
        release(cut());
        return true;
    }
    void pulse() {
        switchboard->pulse(now);
        commit();
    }
    void pass(Millis time) {
        for (Time until = now + time; now < until;) {
            now = std::min(until, std::max(now, switchboard->next_deadline()));
            switchboard->tick(now);
            answer_facts();
            commit();
        }
    }

    // A new process on what is stored. Clients have to come back by themselves.
    void restart() {
        auto loaded = rows.load(WorkspaceId(1));
        auto state = from_rows(*loaded, now);
        REQUIRE_MESSAGE(state, (state ? "" : state.error().detail));
        switchboard = std::make_unique<Switchboard>(*std::move(state), "history", now);
        wanted.clear();
    }
};

} // namespace parley::testing
