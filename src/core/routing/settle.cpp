// Routing's reaction: what waits is offered as long as somebody can take it. Between queues the
// smaller priority number goes first, then who has waited longer.

#include "core/conversation/transitions.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/derived.hpp"

#include <tuple>

namespace parley {

void settle_routing(Deciding& d) {
    Workspace& w = d.workspace;
    auto declines_of = [&w](ConversationId id) -> const routing::Declines& {
        return w.conversations.at(id).declines;
    };
    std::map<QueueId, routing::Fit> fits;
    while (true) {
        for (QueueId queue : w.routing.take_changed()) {
            if (auto fit = w.routing.first_fit(queue, declines_of, w.settings.decline_limit))
                fits.insert_or_assign(queue, *fit);
            else
                fits.erase(queue);
        }
        auto first = fits.end();
        for (auto each = fits.begin(); each != fits.end(); ++each)
            if (first == fits.end() ||
                std::tuple(w.routing.priority(each->first), each->second.item) <
                    std::tuple(w.routing.priority(first->first), first->second.item))
                first = each;
        if (first == fits.end())
            return;
        w.routing.mark_changed(first->first);
        // A lease may have run out before the Tick that says so.
        if (is_there(w, first->second.agent, d.now))
            offer(d, w.conversations.at(first->second.item.conversation), first->second.agent);
        else
            refresh_agent(w, first->second.agent, d.now);
    }
}

} // namespace parley
