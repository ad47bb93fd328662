#include "client/staff.hpp"

#include "app/operations/shapes.hpp"
#include "client/in_parallel.hpp"

namespace parley::client {

namespace {
constexpr const char* agent_password = "bench-agent-password";

std::string email_of(const StaffPlan& plan, std::size_t i) {
    return plan.name + "-agent-" + std::to_string(i) + "@demo.test";
}
} // namespace

Result<std::string> sign_in(HttpClient& http, const std::string& email,
                            const std::string& password) {
    op::sign_in::Request request;
    request.email = email;
    request.password = password;
    TRY(auto reply, http.call<op::sign_in::Reply>("sign_in", request));
    if (!reply.token)
        return fail(ErrorCode::internal, "no_token", email);
    return *reply.token;
}

Result<std::string> sign_in_administrator(HttpClient& http) {
    return sign_in(http, "admin@demo.test", "parley-demo");
}

Result<Staff> hire(std::uint16_t port, const std::string& administrator, const StaffPlan& plan) {
    Staff staff;
    staff.widget = plan.name;
    staff.agents.resize(plan.agents);
    staff.tokens.resize(plan.agents);
    auto client = [&] {
        HttpClient http(port);
        http.use_token(administrator);
        return http;
    };
    DO(in_parallel(plan.agents, plan.threads, client,
                   [&](HttpClient& http, std::size_t i) -> Result<void> {
                       op::save_agent::Request agent;
                       agent.email = email_of(plan, i);
                       agent.name = plan.name + " agent " + std::to_string(i);
                       agent.role = Role::agent;
                       agent.capacity = plan.capacity;
                       agent.default_presence = PresenceKind::available;
                       agent.password = agent_password;
                       TRY(auto saved, http.call<op::Saved>("save_agent", agent));
                       staff.agents[i] = saved.id;
                       return {};
                   }));

    auto http = client();
    op::save_queue::Request queue;
    queue.name = plan.name;
    queue.method = AssignmentMethod::highest_capacity;
    for (auto id : staff.agents)
        queue.members.emplace_back(id);
    TRY(auto saved_queue, http.call<op::Saved>("save_queue", queue));

    op::save_workstream::Request workstream;
    workstream.name = plan.name;
    workstream.queue = QueueId(saved_queue.id);
    workstream.capacity_cost = 1;
    workstream.offer_timeout_ms = plan.offer_timeout_ms;
    TRY(auto saved_workstream, http.call<op::Saved>("save_workstream", workstream));

    op::save_widget::Request widget;
    widget.key = plan.name;
    widget.workstream = WorkstreamId(saved_workstream.id);
    widget.title = plan.name;
    DO(http.call<op::Saved>("save_widget", widget));

    DO(in_parallel(
        plan.agents, plan.threads, [&] { return HttpClient(port); },
        [&](HttpClient& own, std::size_t i) -> Result<void> {
            TRY(staff.tokens[i], sign_in(own, email_of(plan, i), agent_password));
            return {};
        }));
    return staff;
}

Result<Visitor> start_chat(HttpClient& http, const std::string& widget, const std::string& name) {
    op::start_chat::Request request;
    request.widget = widget;
    request.name = name;
    TRY(auto reply, http.call<op::start_chat::Reply>("start_chat", request));
    if (!reply.visitor_token)
        return fail(ErrorCode::internal, "no_visitor_token");
    return Visitor{*reply.visitor_token, reply.conversation.value};
}

} // namespace parley::client
