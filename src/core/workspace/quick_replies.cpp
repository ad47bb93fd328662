#include "base/limits.hpp"
#include "base/text.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/validity.hpp"

#include <algorithm>
#include <string>

namespace parley {

namespace {

Failure quick_reply_not_found(QuickReplyId id) {
    return fail(ErrorCode::not_found, "quick_reply_not_found",
                "quick reply " + std::to_string(id.value));
}

// Everyone's are made by administrators; one's own by oneself; another's are not there.
Result<void> may_change(const Deciding& d, const QuickReply& reply) {
    if (d.actor.kind == ActorKind::system || reply.owner == d.actor.agent)
        return {};
    if (reply.owner)
        return quick_reply_not_found(reply.id);
    return require_administrator(d);
}

Result<void> check(const QuickReply& reply) {
    DO(check_line("shortcut", reply.shortcut, 1, limits::quick_reply_shortcut_characters_max));
    if (reply.shortcut.find(' ') != std::string::npos)
        return invalid("shortcut", "holds spaces");
    DO(check_language("language", reply.language));
    return check_text("text", reply.text, limits::quick_reply_characters_max);
}

} // namespace

Result<void> decide(Deciding& d, const command::SaveQuickReply& command) {
    if (d.actor.kind != ActorKind::system)
        DO(acting_agent(d));
    Workspace& w = d.workspace;
    QuickReply reply = command.value;
    if (reply.id) {
        auto known = w.quick_replies.find(reply.id);
        if (known == w.quick_replies.end())
            return quick_reply_not_found(reply.id);
        DO(may_change(d, known->second));
        reply.owner = known->second.owner; // stays whose it is
    } else {
        DO(may_change(d, reply));
        if (reply.owner && !w.agents.contains(reply.owner))
            return fail(ErrorCode::not_found, "agent_not_found",
                        "agent " + std::to_string(reply.owner.value));
        auto of_owner =
            std::count_if(w.quick_replies.begin(), w.quick_replies.end(),
                          [&](const auto& each) { return each.second.owner == reply.owner; });
        bool owner_full = reply.owner && of_owner >= static_cast<std::ptrdiff_t>(
                                                         limits::quick_replies_of_agent_max);
        if (owner_full || w.quick_replies.size() >= limits::quick_replies_max)
            return fail(ErrorCode::resource_exhausted, "too_many_quick_replies");
    }
    DO(check(reply));
    if (!reply.id)
        reply.id = QuickReplyId(w.counters.quick_replies + 1);
    QuickReplyId id = reply.id;
    d.receipt.id = id.value;
    d.happen(event::QuickReplySaved{id, std::move(reply)});
    return {};
}

Result<void> decide(Deciding& d, const command::DeleteQuickReply& command) {
    if (d.actor.kind != ActorKind::system)
        DO(acting_agent(d));
    auto known = d.workspace.quick_replies.find(command.id);
    if (known == d.workspace.quick_replies.end())
        return quick_reply_not_found(command.id);
    DO(may_change(d, known->second));
    d.receipt.id = command.id.value;
    d.happen(event::QuickReplyDeleted{command.id});
    return {};
}

} // namespace parley
