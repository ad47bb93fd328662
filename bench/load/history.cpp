// A server with a million stored messages: how long it takes to start, and to give a page of them.

#include "load/phases.hpp"

#include "adapters/store/open_store.hpp"
#include "app/operations/shapes.hpp"
#include "client/http_client.hpp"
#include "client/loop.hpp"
#include "client/staff.hpp"
#include "load/percentiles.hpp"
#include "load/scratch.hpp"

#include <chrono>
#include <fmt/format.h>
#include <random>

namespace parley::bench {

using client::now_ns;

namespace {

constexpr std::int64_t messages_each = 200; // of one conversation
constexpr std::int64_t conversations_open =
    500; // still waiting, so that the start has hot ones to load
constexpr std::int64_t conversations_a_commit = 25;
constexpr int pages = 2'000;

std::int64_t wall_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// Rows as the server would have written them, through the same store.
Result<std::vector<std::int64_t>> fill(const std::string& folder, std::int64_t messages) {
    TRY(auto store, open_store(folder));
    TRY(auto reader, store->reader());
    TRY(auto workspaces, reader->workspaces());
    if (workspaces.empty())
        return fail(ErrorCode::internal, "no_workspace");
    auto workspace = workspaces.front();
    TRY(auto loaded, reader->load(WorkspaceId(workspace.id)));
    if (loaded.widgets.empty() || loaded.workstreams.empty())
        return fail(ErrorCode::internal, "no_widget");
    const auto& widget = loaded.widgets.front();
    const auto& workstream = loaded.workstreams.front();
    TRY(auto counters, from_json<Counters>(workspace.counters, UnknownFields::ignore));

    const auto now = wall_ms();
    const auto count = (messages + messages_each - 1) / messages_each;
    std::vector<std::int64_t> conversations;
    for (std::int64_t made = 0; made < count;) {
        WorkspaceCommit commit;
        commit.position_before = workspace.position;
        for (std::int64_t i = 0; i < conversations_a_commit && made < count; ++i, ++made) {
            row::Customer customer;
            customer.workspace = workspace.id;
            customer.id = ++counters.customers;
            customer.position = workspace.position + 1;
            customer.visitor = fmt::format("history-{}", customer.id);
            customer.name = fmt::format("Customer {}", customer.id);
            customer.created_at = now;

            row::Conversation conversation;
            conversation.workspace = workspace.id;
            conversation.id = ++counters.conversations;
            conversation.position = workspace.position + 1;
            conversation.customer = customer.id;
            conversation.workstream = workstream.id;
            conversation.queue = workstream.queue;
            conversation.widget = widget.id;
            const bool open = made < conversations_open;
            conversation.state = open ? "open" : "closed";
            conversation.cause = open ? "started" : "ended_by_customer";
            conversation.created_at = conversation.queued_at = conversation.state_at =
                conversation.active_at = now;
            conversation.closed_at = open ? 0 : now;
            conversation.last_seq = conversation.last_customer_seq = messages_each;
            conversation.last_customer_at = now;
            conversation.waits_since = now;
            conversation.context = "{}";
            for (std::int64_t seq = 1; seq <= messages_each; ++seq) {
                row::Message message;
                message.workspace = workspace.id;
                message.conversation = conversation.id;
                message.seq = seq;
                message.author = "customer";
                message.text = fmt::format(
                    "Message {} of conversation {}, as long as people write them: about a "
                    "hundred bytes or so.",
                    seq, conversation.id);
                message.client_id = fmt::format("h-{}", seq);
                message.sent_at = now;
                commit.messages.push_back(std::move(message));
            }
            commit.customers.push_back(std::move(customer));
            commit.conversations.push_back(std::move(conversation));
            conversations.push_back(counters.conversations);
        }
        ++workspace.position;
        workspace.counters = to_json(counters);
        commit.workspace = workspace;
        commit.journal = {workspace.id, workspace.position, now, "[]"};
        std::vector<WorkspaceCommit> commits;
        commits.push_back(std::move(commit));
        if (auto done = store->commit(commits); !done)
            return fail(ErrorCode::internal, "commit_failed", done.error().detail);
        if (made % (conversations_a_commit * 20) == 0)
            store->housekeeping(Time(now));
    }
    store->housekeeping(Time(now));
    return conversations;
}

} // namespace

Result<void> run_history(const Plan& plan, Report& report) {
    report.heading(fmt::format("{} stored messages", plan.history_messages));
    TRY(auto scratch, Scratch::create(plan.scratch));
    TRY(auto options, demo_options(plan.server, scratch, true));
    client::ServerProcess server;
    DO(server.start(options)); // makes the workspace
    DO(server.wait_ready(std::chrono::seconds(30)));
    DO(server.stop(std::chrono::seconds(15)));
    const auto fill_start = now_ns();
    TRY(auto conversations, fill(options.data, plan.history_messages));
    const auto fill_s = static_cast<double>(now_ns() - fill_start) / 1e9;
    report.note(fmt::format(
        "{} conversations of {} messages written in {:.1f} s ({:.0f} rows/s), {} of them open",
        conversations.size(), messages_each, fill_s,
        static_cast<double>(plan.history_messages) / fill_s,
        std::min<std::size_t>(conversations_open, conversations.size())));

    std::vector<std::int64_t> starts_ns;
    for (int i = 0; i < 5; ++i) {
        DO(server.start(options));
        TRY(auto alive, server.wait_alive(std::chrono::seconds(60)));
        starts_ns.push_back(static_cast<std::int64_t>(alive.count() * 1e9));
        if (i < 4)
            DO(server.stop(std::chrono::seconds(15)));
    }
    Percentiles starts(starts_ns);
    report.note(fmt::format("start to /healthz 200, five times: median {:.3f} s, worst {:.3f} s",
                            starts.at_ms(50) / 1e3, starts.at_ms(100) / 1e3));
    report.figure("start_s_1m", starts.at_ms(50) / 1e3);

    DO(server.wait_ready(std::chrono::seconds(30)));
    client::HttpClient http(options.port);
    TRY(auto administrator, client::sign_in_administrator(http));
    http.use_token(administrator);
    std::mt19937_64 random(1);
    std::vector<std::int64_t> took_ns;
    for (int i = 0; i < pages; ++i) {
        op::list_messages::Request request;
        request.conversation = ConversationId(conversations[random() % conversations.size()]);
        request.before_seq = static_cast<Seq>(51 + random() % (messages_each - 50));
        const auto json = to_json(request);
        const auto start = now_ns();
        TRY(auto body, http.call_raw("list_messages", json));
        took_ns.push_back(now_ns() - start);
        TRY(auto page, from_json<op::list_messages::Reply>(body, UnknownFields::ignore));
        if (page.messages.size() != 50 || page.messages.back().seq + 1 != *request.before_seq)
            return fail(ErrorCode::internal, "wrong_page", json);
    }
    Percentiles took(took_ns);
    report.note(fmt::format("pages of 50, anywhere, over HTTP: {}", took.summary()));
    report.figure("history_page_ms_1m", took.at_ms(50));
    return {};
}

} // namespace parley::bench
