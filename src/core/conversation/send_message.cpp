#include "base/hash.hpp"
#include "base/limits.hpp"
#include "core/agent/presence.hpp"
#include "core/conversation/transitions.hpp"
#include "core/workspace/validity.hpp"

#include <string>

namespace parley {

namespace {

// Before any rule of state: what was sent under this client id already. None = new.
Result<std::optional<SentMessage>> sent_before(Deciding& d, ConversationId id, AuthorKind author,
                                               const std::string& text) {
    auto sent = d.workspace.sent.find(id);
    std::uint64_t key = client_id_key(author, d.actor.agent, d.client_id);
    if (sent != d.workspace.sent.end()) {
        auto known = sent->second.by_client_id.find(key);
        if (known != sent->second.by_client_id.end()) {
            if (known->second.body_hash != fnv1a64(text))
                return fail(ErrorCode::conflict, "client_id_reused", "client_id " + d.client_id);
            return known->second;
        }
        if (sent->second.complete)
            return std::optional<SentMessage>();
    }
    return d.need(NeedSentMessages{id});
}

Result<void> may_send(const Deciding& d, const Conversation& c) {
    if (c.state == ConversationState::closed || c.state == ConversationState::wrap_up)
        return conversation_closed(c.id);
    if (d.actor.kind == ActorKind::agent && !(is_accepted(c) && c.session.agent == d.actor.agent))
        return fail(ErrorCode::failed_precondition, "not_your_session");
    if (c.last_seq >= limits::conversation_messages_max)
        return fail(ErrorCode::failed_precondition, "conversation_full");
    return {};
}

} // namespace

Result<void> decide(Deciding& d, const command::SendMessage& command) {
    ConversationId id = command.conversation;
    DO(check_text("text", command.text, limits::message_characters_max));
    if (d.client_id.empty())
        return invalid("client_id", "is missing");
    DO(check_bytes("client_id", d.client_id, limits::client_id_bytes_max));
    auto seen = visible_conversation(d, id);
    if (!seen) {
        // A cold one: what was sent is loaded in the same round.
        if (!d.needs.empty() && std::holds_alternative<NeedConversation>(d.needs.back()))
            d.needs.push_back(NeedSentMessages{id});
        // An agent who has lost sight of it still gets the answer to what was sent before.
        bool was_seen = d.actor.kind == ActorKind::agent &&
                        d.workspace.conversations.contains(id) &&
                        seen.error().code == ErrorCode::not_found;
        if (!d.needs.empty() || !was_seen)
            return fail(std::move(seen).error());
    }
    AuthorKind author = d.actor.kind == ActorKind::agent ? AuthorKind::agent : AuthorKind::customer;
    TRY(auto before, sent_before(d, id, author, command.text));
    d.receipt.conversation = id;
    if (before) {
        d.receipt.seq = before->seq;
        d.receipt.repeated = true;
        return {};
    }
    if (!seen)
        return fail(std::move(seen).error());
    const Conversation* c = *seen;
    if (!c)
        return conversation_closed(id);
    DO(may_send(d, *c));

    Message message;
    message.conversation = id;
    message.seq = c->last_seq + 1;
    message.author = author;
    message.agent = d.actor.agent;
    message.text = command.text;
    message.client_id = d.client_id;
    message.sent_at = d.now;
    d.receipt.seq = message.seq;
    d.happen(event::MessageAdded{id, d.receipt.seq, author, std::move(message)});
    if (author == AuthorKind::customer)
        touch_customer(d, c->customer);
    else
        touch_agent(d, d.actor.agent);
    return {};
}

} // namespace parley
