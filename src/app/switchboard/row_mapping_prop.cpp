// What is stored comes back as it was, whatever it is.

#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace parley;

namespace {

// Texts that need escaping in JSON or SQL.
std::string any_text() {
    std::string text;
    for (const auto& part :
         *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
             "a", "b", " ", "\"", "\\", "\n", "\t", "{", "}", "[", ",", ":", "'", "%", "ä", "😀")))
        text += part;
    return text;
}

template <class E> E any_of() {
    constexpr auto many = boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;
    return static_cast<E>(*rc::gen::inRange<int>(0, int(many)));
}

std::int64_t any_number() { return *rc::gen::arbitrary<std::int64_t>(); }

Time any_time() { return Time(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)); }

Presence any_presence() {
    return {any_of<PresenceKind>(), any_of<PresenceCause>(),    AgentId(any_number()), any_time(),
            any_number(),           *rc::gen::arbitrary<bool>()};
}

Agent any_agent(AgentId id) {
    Agent a;
    a.id = id;
    a.email = "a" + std::to_string(id.value) + any_text();
    a.name = any_text();
    a.nickname = any_text();
    a.role = any_of<Role>();
    a.language = any_text();
    a.capacity = any_number();
    a.default_presence = any_of<PresenceKind>();
    a.password_hash = any_text();
    a.disabled = *rc::gen::arbitrary<bool>();
    a.presence = any_presence();
    if (*rc::gen::arbitrary<bool>())
        a.before_disconnect = any_presence();
    a.disconnected_at = any_time();
    a.capacity_released_at = any_time();
    a.position = any_number();
    return a;
}

Session any_session() {
    return {*rc::gen::inRange<std::int64_t>(1, 1'000),
            AgentId(any_number()),
            any_of<SessionState>(),
            any_of<AssignmentCause>(),
            *rc::gen::arbitrary<bool>(),
            any_time(),
            any_time(),
            any_time(),
            any_time(),
            any_of<SessionClosure>()};
}

std::map<std::string, std::string> any_context() {
    std::map<std::string, std::string> context;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        context[any_text()] = any_text();
    return context;
}

Conversation any_conversation() {
    Conversation c;
    c.id = ConversationId(any_number());
    c.customer = CustomerId(any_number());
    c.workstream = WorkstreamId(any_number());
    c.queue = QueueId(any_number());
    c.widget = WidgetId(any_number());
    c.state = any_of<ConversationState>();
    c.cause = any_of<StateCause>();
    c.created_at = any_time();
    c.state_at = any_time();
    c.queued_at = any_time();
    c.active_at = any_time();
    c.closed_at = any_time();
    c.session = any_session();
    c.cost = any_number();
    c.capacity_until = any_time();
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        c.declines[AgentId(any_number())] = any_number();
    c.last_seq = any_number();
    c.last_customer_seq = any_number();
    c.last_agent_seq = any_number();
    c.customer_read_seq = any_number();
    c.agent_read_seq = any_number();
    c.last_customer_at = any_time();
    c.waits_since = any_time();
    c.last_text = any_text();
    c.page = any_text();
    c.device = any_text();
    c.language = any_text();
    c.context = any_context();
    c.position = any_number();
    return c;
}

} // namespace

TEST_CASE("a conversation and its session come back from their two rows") {
    CHECK(rc::check("conversation", [] {
        auto c = any_conversation();
        auto row = to_row(WorkspaceId(3), c);
        RC_ASSERT(row.workspace == 3);
        auto session_row = to_row(WorkspaceId(3), c.id, c.session);
        RC_ASSERT(session_row.conversation == c.id.value);
        auto read = from_row(row);
        RC_ASSERT(read.has_value());
        auto session = from_row(session_row);
        RC_ASSERT(session.has_value());
        RC_ASSERT(read->session.number == c.session.number);
        RC_ASSERT(read->session.agent == c.session.agent);
        read->session = *session;
        RC_ASSERT(*read == c);
    }));
}

TEST_CASE("messages and customers come back from their rows") {
    CHECK(rc::check("message", [] {
        Message m{
            ConversationId(any_number()), any_number(), any_of<AuthorKind>(), AgentId(any_number()),
            any_of<SystemLine>(),         any_text(),   any_text(),           any_time()};
        auto read = from_row(to_row(WorkspaceId(3), m));
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == m);
        Customer customer{CustomerId(any_number()), any_text(), any_text(), any_time(),
                          any_number()};
        auto again = from_row(to_row(WorkspaceId(3), customer));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == customer);
    }));
}

TEST_CASE("a workspace's people and set-up come back from its rows") {
    CHECK(rc::check("workspace", [] {
        Workspace w;
        w.id = WorkspaceId(3);
        w.name = any_text();
        w.settings = {any_number(), any_number(), any_number(), any_number(),
                      any_number(), any_number(), any_number()};
        w.counters = {1, 2, 3, 4, 5, 6, 7, any_number()};
        w.position = any_number();
        LoadedWorkspace loaded;
        for (std::int64_t i = 1; i <= 3; ++i) {
            w.agents[AgentId(i)] = any_agent(AgentId(i));
            loaded.agents.push_back(to_row(w.id, w.agents[AgentId(i)]));
        }
        Queue queue{QueueId(1), any_text(),   any_number(), any_of<AssignmentMethod>(),
                    {},         any_number(), any_number()};
        queue.members = {{AgentId(1), any_number()}, {AgentId(3), any_number()}};
        w.queues[queue.id] = queue;
        loaded.queues.push_back(to_row(w.id, queue));
        for (const auto& [agent, turn] : queue.members)
            loaded.queue_members.push_back({w.id.value, queue.id.value, agent.value, turn});
        Workstream workstream{WorkstreamId(1), any_text(),
                              QueueId(1),      any_number(),
                              any_number(),    any_of<WrapUpCapacity>(),
                              any_number(),    *rc::gen::arbitrary<bool>(),
                              any_number()};
        w.workstreams[workstream.id] = workstream;
        loaded.workstreams.push_back(to_row(w.id, workstream));
        Widget widget{WidgetId(1),
                      any_text(),
                      WorkstreamId(1),
                      any_text(),
                      any_text(),
                      any_text(),
                      any_text(),
                      any_of<AgentNameMode>(),
                      {any_text(), any_text()},
                      any_number()};
        w.widgets[widget.id] = widget;
        loaded.widgets.push_back(to_row(w.id, widget));
        QuickReply reply{QuickReplyId(1), AgentId(any_number()), any_text(), any_text(),
                         any_text(),      any_number()};
        w.quick_replies[reply.id] = reply;
        loaded.quick_replies.push_back(to_row(w.id, reply));
        Login login{LoginId(1), AgentId(1), any_of<LoginKind>(), any_text(),
                    any_text(), any_time(), any_time()};
        w.logins[login.id] = login;
        loaded.logins.push_back(to_row(w.id, login));
        loaded.workspace = to_row(w, "history", Time(5));

        auto read = from_rows(loaded, Time(9));
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->name == w.name);
        RC_ASSERT(read->settings == w.settings);
        RC_ASSERT(read->counters == w.counters);
        RC_ASSERT(read->position == w.position);
        RC_ASSERT(read->agents == w.agents);
        RC_ASSERT(read->queues == w.queues);
        RC_ASSERT(read->workstreams == w.workstreams);
        RC_ASSERT(read->widgets == w.widgets);
        RC_ASSERT(read->quick_replies == w.quick_replies);
        RC_ASSERT(read->logins == w.logins);
    }));
}

TEST_CASE("an unreadable row is named with its table and id") {
    auto row = to_row(WorkspaceId(3), Conversation());
    row.id = 17;
    row.state = "opened";
    auto read = from_row(row);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::internal);
    CHECK(read.error().detail.find("conversation") != std::string::npos);
    CHECK(read.error().detail.find("17") != std::string::npos);
}
