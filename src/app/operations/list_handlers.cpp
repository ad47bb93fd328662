#include "app/feed/build_views.hpp"
#include "app/operations/arguments.hpp"
#include "app/operations/handlers.hpp"
#include "app/queries/cold.hpp"

// Reads: pages of messages and conversations. What is hot is answered from memory; the rest is read
// by a reader thread and comes back to the switchboard, which knows the people and decides who may
// see it.

namespace parley::op {

namespace {

using detail::on_switchboard;

constexpr Millis closed_list_span{24 * 3'600'000};

Result<std::int64_t> checked_limit(const std::optional<std::int64_t>& limit) {
    auto value = limit.value_or(limits::page_items_default);
    if (value < 1 || value > limits::page_items_max)
        return bad_field("limit", "outside 1 to " + std::to_string(limits::page_items_max));
    return value;
}

Failure not_there() { return fail(ErrorCode::not_found, "conversation_not_found", "conversation"); }

// Whose is it, and may this actor look? `visitor` is the conversation's customer's.
bool may_see(const Workspace& state, const Actor& actor, const Conversation& c,
             std::string_view visitor) {
    if (actor.kind == ActorKind::customer)
        return actor.visitor == visitor;
    auto agent = state.agents.find(actor.agent);
    return agent != state.agents.end() && may_view(state, agent->second, c);
}

std::string visitor_of(const Workspace& state, const Conversation& c) {
    auto customer = state.customers.find(c.customer);
    return customer == state.customers.end() ? std::string() : customer->second.visitor;
}

view::Conversation cold_view(const Workspace& state, const ColdConversation& cold) {
    auto view = build::conversation(state, cold.conversation);
    if (cold.customer)
        view.customer_name = cold.customer->name;
    return view;
}

// Customers see no queue, no agent's full name, no context.
void hide_from_customer(const Workspace& state, const Conversation& c, view::Conversation& view) {
    auto agent = state.agents.find(c.session.agent);
    bool joined = agent != state.agents.end() && c.session.accepted_at;
    view.agent.reset();
    view.agent_name = joined ? display_name(agent->second, build::name_mode(state, c)) : "";
    view.queue = {};
    view.queue_name.clear();
    view.session.reset();
    view.session_state.reset();
    view.closure.reset();
    view.accepted_at.reset();
    view.wrap_up_until.reset();
}

// Reads on a reader thread, then answers on the switchboard.
template <class T, class Read, class Finish>
void read_then(Service& service, const CallContext& context, Read read, Finish finish) {
    bool queued = service.readers().post([&service, context, read, finish](StoreReader& reader) {
        auto result = std::make_shared<Result<T>>(read(reader));
        service.executor().post_always(
            context.who->workspace, [context, result, finish](Switchboard& switchboard, Time now) {
                if (!*result)
                    return switchboard.reply(context.to, fail(result->error()));
                finish(switchboard, **result, now);
            });
    });
    if (!queued)
        service.refuse(context, service.not_now());
}

struct ColdMessages {
    std::optional<ColdConversation> conversation;
    MessagePage page;
};

void handle_list_messages(Service& service, CallContext context,
                          const boost::json::value& arguments) {
    auto request = read_json<list_messages::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto limit = checked_limit(request->limit);
    if (!limit)
        return service.refuse(context, limit.error());
    if (request->before_seq && request->after_seq)
        return service.refuse(context,
                              bad_field("after_seq", "not together with before_seq").value());
    auto read = [workspace = context.who->workspace, request = *request,
                 limit = *limit](StoreReader& reader) -> Result<ColdMessages> {
        ColdMessages cold;
        TRY(cold.conversation, read_conversation(reader, workspace, request.conversation));
        if (cold.conversation) {
            TRY(cold.page, read_messages(reader, workspace, request.conversation,
                                         request.before_seq, request.after_seq, limit));
        }
        return cold;
    };
    auto finish = [context](Switchboard& switchboard, const ColdMessages& cold, Time) {
        const auto& state = switchboard.state();
        const auto& actor = context.who->actor;
        if (!cold.conversation)
            return switchboard.reply(context.to, not_there());
        const auto& id = cold.conversation->conversation.id;
        auto hot = state.conversations.find(id);
        const auto& c =
            hot != state.conversations.end() ? hot->second : cold.conversation->conversation;
        auto visitor =
            cold.conversation->customer ? cold.conversation->customer->visitor : std::string();
        if (!may_see(state, actor, c, visitor))
            return switchboard.reply(context.to, not_there());
        list_messages::Reply reply;
        auto mode = build::name_mode(state, c);
        for (const auto& message : cold.page.messages)
            reply.messages.push_back(actor.kind == ActorKind::customer
                                         ? build::message_for_customer(state, mode, message)
                                         : build::message_for_agents(state, message));
        reply.has_more = cold.page.has_more;
        reply.as_of = cold.page.as_of;
        switchboard.reply(context.to, to_json(reply));
    };
    on_switchboard(service, context, {}, [&service, context, read, finish](Switchboard&, Time) {
        read_then<ColdMessages>(service, context, read, finish);
    });
}

// "<ms>-<id>": where the next page of the closed list starts.
std::optional<std::pair<Time, ConversationId>> read_cursor(std::string_view text) {
    std::int64_t ms = 0;
    std::int64_t id = 0;
    const char* end = text.data() + text.size();
    auto [dash, failed] = std::from_chars(text.data(), end, ms);
    if (failed != std::errc() || dash == end || *dash != '-')
        return std::nullopt;
    auto [stop, failed_too] = std::from_chars(dash + 1, end, id);
    if (failed_too != std::errc() || stop != end)
        return std::nullopt;
    return std::pair(Time(ms), ConversationId(id));
}

std::string cursor_text(Time time, ConversationId id) {
    return std::to_string(time.ms) + "-" + std::to_string(id.value);
}

// The hot conversations of a list after the cursor, in order.
std::vector<routing::Waiting> hot_list(const Workspace& state, const Actor& actor,
                                       ConversationList list) {
    std::vector<routing::Waiting> items;
    if (actor.kind == ActorKind::customer) {
        if (auto customer = state.customer_by_visitor.find(actor.visitor);
            customer != state.customer_by_visitor.end())
            if (auto hot = state.hot_by_customer.find(customer->second);
                hot != state.hot_by_customer.end())
                for (ConversationId id : hot->second)
                    items.push_back({Time(), id});
    } else if (list == ConversationList::mine) {
        if (auto own = state.hot_by_agent.find(actor.agent); own != state.hot_by_agent.end())
            for (ConversationId id : own->second)
                items.push_back({Time(), id});
    } else {
        const auto& agent = state.agents.at(actor.agent);
        for (const auto& [id, queue] : state.queues)
            if (agent.role != Role::agent || queue.members.contains(actor.agent))
                items.insert(items.end(), state.routing.line(id).begin(),
                             state.routing.line(id).end());
    }
    std::sort(items.begin(), items.end());
    return items;
}

struct ClosedPage {
    std::vector<ColdConversation> conversations;
    bool has_more = false;
    Position as_of = 0;
};

void list_closed(Service& service, const CallContext& context, Time before,
                 ConversationId before_id, std::int64_t limit) {
    auto since = service.now() - closed_list_span;
    auto read = [who = *context.who, since, before, before_id,
                 limit](StoreReader& reader) -> Result<ClosedPage> {
        ClosedPage page;
        TRY(page.as_of, reader.position(who.workspace));
        TRY(auto rows, reader.closed_by_agent(who.workspace, who.actor.agent, since, before,
                                              before_id, limit + 1));
        page.has_more = static_cast<std::int64_t>(rows.size()) > limit;
        if (page.has_more)
            rows.pop_back();
        TRY(page.conversations, with_cards(reader, who.workspace, rows));
        return page;
    };
    auto finish = [context](Switchboard& switchboard, const ClosedPage& page, Time) {
        list_conversations::Reply reply;
        for (const auto& cold : page.conversations)
            reply.conversations.push_back(cold_view(switchboard.state(), cold));
        if (page.has_more) {
            const auto& last = page.conversations.back().conversation;
            reply.next = cursor_text(last.closed_at, last.id);
        }
        reply.as_of = page.as_of;
        switchboard.reply(context.to, to_json(reply));
    };
    on_switchboard(service, context, {}, [&service, context, read, finish](Switchboard&, Time) {
        read_then<ClosedPage>(service, context, read, finish);
    });
}

void handle_list_conversations(Service& service, CallContext context,
                               const boost::json::value& arguments) {
    auto request = read_json<list_conversations::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto limit = checked_limit(request->limit);
    if (!limit)
        return service.refuse(context, limit.error());
    std::optional<std::pair<Time, ConversationId>> cursor;
    if (request->cursor && !(cursor = read_cursor(*request->cursor)))
        return service.refuse(context, bad_field("cursor", "not one of ours").value());
    auto list = request->list.value_or(ConversationList::mine);
    if (list == ConversationList::closed && context.who->actor.kind == ActorKind::agent) {
        auto from = cursor.value_or(std::pair(Time::never(), ConversationId(INT64_MAX)));
        return list_closed(service, context, from.first, from.second, *limit);
    }
    on_switchboard(service, context, {},
                   [context, list, cursor, limit = *limit](Switchboard& switchboard, Time) {
                       const auto& state = switchboard.state();
                       const auto& actor = context.who->actor;
                       list_conversations::Reply reply;
                       for (const auto& item : hot_list(state, actor, list)) {
                           if (cursor && item <= routing::Waiting{cursor->first, cursor->second})
                               continue;
                           if (static_cast<std::int64_t>(reply.conversations.size()) == limit) {
                               const auto& last = reply.conversations.back();
                               bool by_age =
                                   actor.kind == ActorKind::agent && list == ConversationList::open;
                               reply.next = cursor_text(by_age ? last.queued_at : Time(), last.id);
                               break;
                           }
                           const auto& c = state.conversations.at(item.conversation);
                           reply.conversations.push_back(build::conversation(state, c));
                           if (actor.kind == ActorKind::customer)
                               hide_from_customer(state, c, reply.conversations.back());
                       }
                       reply.as_of = state.position;
                       switchboard.reply(context.to, to_json(reply));
                   });
}

void handle_get_conversation(Service& service, CallContext context,
                             const boost::json::value& arguments) {
    auto request = read_json<get_conversation::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto read = [workspace = context.who->workspace, id = request->conversation](
                    StoreReader& reader) { return read_conversation(reader, workspace, id); };
    auto finish = [context, id = request->conversation](
                      Switchboard& switchboard, const std::optional<ColdConversation>& cold, Time) {
        const auto& state = switchboard.state();
        const auto& actor = context.who->actor;
        auto hot = state.conversations.find(id);
        if (hot == state.conversations.end() && !cold)
            return switchboard.reply(context.to, not_there());
        const auto& c = hot != state.conversations.end() ? hot->second : cold->conversation;
        auto visitor = cold && cold->customer ? cold->customer->visitor : visitor_of(state, c);
        if (!may_see(state, actor, c, visitor))
            return switchboard.reply(context.to, not_there());
        get_conversation::Reply reply;
        reply.conversation = hot != state.conversations.end() ? build::conversation(state, c)
                                                              : cold_view(state, *cold);
        if (actor.kind == ActorKind::customer) {
            hide_from_customer(state, c, reply.conversation);
        } else {
            if (cold)
                reply.sessions = cold->sessions;
            if (c.state == ConversationState::open)
                reply.waiting = explain(state, id);
        }
        reply.as_of = state.position;
        switchboard.reply(context.to, to_json(reply));
    };
    on_switchboard(service, context, {}, [&service, context, read, finish](Switchboard&, Time) {
        read_then<std::optional<ColdConversation>>(service, context, read, finish);
    });
}

struct Earlier {
    std::optional<ColdConversation> from;
    std::vector<ColdConversation> conversations;
    Position as_of = 0;
};

void handle_list_earlier(Service& service, CallContext context,
                         const boost::json::value& arguments) {
    auto request = read_json<list_earlier::Request>(arguments);
    if (!request)
        return service.refuse(context, request.error());
    auto limit = checked_limit(request->limit);
    if (!limit)
        return service.refuse(context, limit.error());
    auto read = [workspace = context.who->workspace, id = request->conversation,
                 limit = *limit](StoreReader& reader) -> Result<Earlier> {
        Earlier earlier;
        TRY(earlier.as_of, reader.position(workspace));
        TRY(earlier.from, read_conversation(reader, workspace, id));
        if (earlier.from) {
            TRY(auto rows,
                reader.of_customer(workspace, earlier.from->conversation.customer, id, limit));
            TRY(earlier.conversations, with_cards(reader, workspace, rows));
        }
        return earlier;
    };
    auto finish = [context](Switchboard& switchboard, const Earlier& earlier, Time) {
        const auto& state = switchboard.state();
        const auto& agent = state.agents.at(context.who->actor.agent);
        if (!earlier.from || !may_view(state, agent, earlier.from->conversation))
            return switchboard.reply(context.to, not_there());
        list_earlier::Reply reply;
        for (const auto& cold : earlier.conversations)
            if (may_view(state, agent, cold.conversation))
                reply.conversations.push_back(cold_view(state, cold));
        reply.as_of = earlier.as_of;
        switchboard.reply(context.to, to_json(reply));
    };
    on_switchboard(service, context, {}, [&service, context, read, finish](Switchboard&, Time) {
        read_then<Earlier>(service, context, read, finish);
    });
}

void handle_list_agents(Service& service, CallContext context,
                        const boost::json::value& arguments) {
    if (auto request = read_json<list_agents::Request>(arguments); !request)
        return service.refuse(context, request.error());
    on_switchboard(service, context, {}, [context](Switchboard& switchboard, Time now) {
        const auto& state = switchboard.state();
        list_agents::Reply reply;
        std::unordered_map<AgentId, Time> links;
        for (const auto& [id, login] : state.logins)
            if (login.kind == LoginKind::password_link && login.expires_at > now)
                links[login.agent] = login.expires_at;
        for (const auto& [id, a] : state.agents) {
            list_agents::Item item{id,
                                   a.email,
                                   a.name,
                                   a.nickname,
                                   a.role,
                                   a.language,
                                   a.capacity,
                                   a.load,
                                   a.default_presence,
                                   a.disabled,
                                   build::is_connected(state, id),
                                   !a.password_hash.empty(),
                                   {},
                                   {},
                                   a.presence};
            if (auto link = links.find(id); link != links.end())
                item.link_expires = link->second;
            if (auto queues = state.queues_of_agent.find(id); queues != state.queues_of_agent.end())
                item.queues.assign(queues->second.begin(), queues->second.end());
            reply.agents.push_back(std::move(item));
        }
        switchboard.reply(context.to, to_json(reply));
    });
}

constexpr Named handlers[] = {
    {"list_messages", handle_list_messages},
    {"list_conversations", handle_list_conversations},
    {"get_conversation", handle_get_conversation},
    {"list_earlier", handle_list_earlier},
    {"list_agents", handle_list_agents},
};

} // namespace

const std::span<const Named> list_handlers{handlers};

} // namespace parley::op
