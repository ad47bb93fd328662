#include "base/limits.hpp"
#include "base/text.hpp"
#include "core/agent/presence.hpp"
#include "core/workspace/deciding.hpp"
#include "core/workspace/validity.hpp"

#include <string>

namespace parley {

namespace {

Result<void> check(const command::StartChat& c) {
    DO(check_line("name", c.name, 0, limits::name_characters_max));
    if (!c.text.empty())
        DO(check_text("text", c.text, limits::message_characters_max));
    DO(check_bytes("message_client_id", c.message_client_id, limits::client_id_bytes_max));
    DO(check_bytes("page", c.page, limits::url_bytes_max));
    if (!c.device.empty() && c.device != "desktop" && c.device != "phone" && c.device != "tablet")
        return invalid("device", "expected desktop, phone or tablet");
    DO(check_language("language", c.language));
    return check_context(c.context);
}

// A running live chat of that customer in that workstream: Open or Active. After it, one may start
// anew.
const Conversation* running_chat(const Workspace& w, CustomerId customer, WorkstreamId workstream) {
    auto hot = w.hot_by_customer.find(customer);
    if (hot == w.hot_by_customer.end())
        return nullptr;
    for (ConversationId id : hot->second) {
        const Conversation& c = w.conversations.at(id);
        if (c.workstream == workstream &&
            (c.state == ConversationState::open || c.state == ConversationState::active))
            return &c;
    }
    return nullptr;
}

// Makes the customer on the first chat; later ones may give or change the name.
CustomerId save_customer(Deciding& d, CustomerId id, const std::string& name) {
    Customer customer;
    if (id) {
        customer = d.workspace.customers.at(id);
        if (name.empty() || name == customer.name)
            return id;
    } else {
        customer.id = CustomerId(d.workspace.counters.customers + 1);
        customer.visitor = d.actor.visitor;
        customer.created_at = d.now;
    }
    customer.name = name;
    CustomerId saved = customer.id;
    d.happen(event::CustomerSaved{saved, std::move(customer)});
    return saved;
}

std::map<std::string, std::string>
without_empty(const std::map<std::string, std::string>& context) {
    auto kept = context;
    std::erase_if(kept, [](const auto& entry) { return entry.second.empty(); });
    return kept;
}

} // namespace

Result<void> decide(Deciding& d, const command::StartChat& c) {
    if (d.actor.kind == ActorKind::customer &&
        (d.actor.visitor.empty() || d.actor.visitor.size() > limits::visitor_bytes_max))
        return fail(ErrorCode::unauthenticated, "not_signed_in");
    TRY(CustomerId known, acting_customer(d));
    DO(check(c));
    Workspace& w = d.workspace;
    auto key = w.widget_by_key.find(c.widget);
    if (key == w.widget_by_key.end())
        return fail(ErrorCode::not_found, "widget_not_found", "widget " + c.widget);
    const Widget& widget = w.widgets.at(key->second);
    const Workstream& workstream = w.workstreams.at(widget.workstream);
    if (known)
        if (const Conversation* running = running_chat(w, known, workstream.id))
            return fail(ErrorCode::conflict, "customer_has_chat",
                        std::to_string(running->id.value));
    if (w.conversations.size() >= limits::hot_conversations_max)
        return fail(ErrorCode::resource_exhausted, "too_many_conversations");

    CustomerId customer = save_customer(d, known, std::string(trimmed(c.name)));
    event::ConversationStarted started;
    started.conversation = ConversationId(w.counters.conversations + 1);
    started.customer = customer;
    started.workstream = workstream.id;
    started.queue = workstream.queue;
    started.widget = widget.id;
    started.language = c.language.empty() ? widget.language : c.language;
    started.device = c.device;
    started.page = c.page;
    started.context = without_empty(c.context);
    ConversationId id = started.conversation;
    d.happen(std::move(started));
    d.receipt.conversation = id;
    if (!c.text.empty()) {
        Message message;
        message.conversation = id;
        message.seq = 1;
        message.author = AuthorKind::customer;
        message.text = c.text;
        message.client_id = c.message_client_id;
        message.sent_at = d.now;
        d.happen(event::MessageAdded{id, 1, AuthorKind::customer, std::move(message)});
        d.receipt.seq = 1;
    }
    touch_customer(d, customer);
    return {};
}

} // namespace parley
