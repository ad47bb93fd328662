// One command: decided, evolved, and answered once routing rests.

#include "base/check.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/derived.hpp"

namespace parley {

void Deciding::happen(Event event) {
    evolve(workspace, event, now);
    events.push_back(std::move(event));
}

Failure Deciding::need(Need key) {
    needs.push_back(std::move(key));
    return fail(ErrorCode::internal, "needs_hydration");
}

namespace {

// What was hydrated for this command only goes again.
void forget_hydrated(Workspace& w, const Request& request, const Hydrated& hydrated) {
    for (const auto& [id, customer] : hydrated.cold_conversations)
        if (!w.conversations.contains(id))
            w.sent.erase(id);
    if (request.actor.kind != ActorKind::customer)
        return;
    auto customer = w.customer_by_visitor.find(request.actor.visitor);
    if (customer != w.customer_by_visitor.end())
        forget_customer_without_conversations(w, CustomerId(customer->second));
}

} // namespace

Verdict run(Workspace& workspace, const Request& request, const Hydrated& hydrated, Time now) {
    Deciding d{workspace, request.actor, request.client_id, hydrated, now};
    auto decided =
        std::visit([&](const auto& command) { return decide(d, command); }, request.command);
    if (!decided) {
        ENSURE(d.events.empty());
        if (!d.needs.empty())
            return Needs{std::move(d.needs)};
        forget_hydrated(workspace, request, hydrated);
        return std::move(decided).error();
    }
    settle_routing(d);
    forget_hydrated(workspace, request, hydrated);
    return Outcome{std::move(d.events), d.receipt};
}

} // namespace parley
