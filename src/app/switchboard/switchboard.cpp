#include "app/switchboard/switchboard.hpp"

#include "app/edge/problem.hpp"
#include "app/switchboard/row_mapping.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"

namespace parley {

namespace {

// A Closed conversation stays in memory this long, so that a customer who was away sees its end.
constexpr Millis closed_kept{10 * 60'000};

// Which conversation's newest messages a command's rows will need.
std::optional<ConversationId> tail_of(const Command& command) {
    if (auto* accept = std::get_if<command::AcceptOffer>(&command))
        return accept->conversation;
    if (auto* pick = std::get_if<command::PickConversation>(&command))
        return pick->conversation;
    return std::nullopt;
}

} // namespace

std::string actor_key(const Actor& actor) {
    switch (actor.kind) {
    case ActorKind::agent:
        return "agent:" + std::to_string(actor.agent.value);
    case ActorKind::customer:
        return "customer:" + actor.visitor;
    case ActorKind::anonymous:
        return "anonymous";
    case ActorKind::system:
        return "system";
    }
    return "system";
}

Result<Fact> load_fact(StoreReader& reader, WorkspaceId workspace, const Want& want,
                       Seq tail_before) {
    Fact fact{want, {}, {}, {}, {}};
    if (auto* need = std::get_if<NeedCustomer>(&want)) {
        TRY(fact.customer, reader.customer_by_visitor(workspace, need->visitor));
    } else if (auto* sent = std::get_if<NeedSentMessages>(&want)) {
        TRY(fact.messages, reader.sent_messages(workspace, sent->conversation));
    } else if (auto* conversation = std::get_if<NeedConversation>(&want)) {
        TRY(fact.conversation, reader.conversation(workspace, conversation->conversation));
    } else if (auto* operation = std::get_if<NeedOperation>(&want)) {
        TRY(fact.operation,
            reader.client_operation(workspace, operation->actor, operation->client_id));
    } else if (auto* tail = std::get_if<NeedTail>(&want)) {
        TRY(fact.messages, reader.messages(workspace, tail->conversation, tail_before, std::nullopt,
                                           limits::tail_messages));
    }
    return fact;
}

Switchboard::Switchboard(Workspace state, std::string history_id, Time created_at)
    : state_(std::move(state)), history_id_(std::move(history_id)), created_at_(created_at) {
    changes_.seed_sessions(state_);
}

void Switchboard::handle(Call call, Time now) {
    auto parked = std::make_shared<Parked>();
    parked->call = std::move(call);
    attempt(parked, now);
}

void Switchboard::query(std::vector<ConversationId> tails,
                        std::function<void(Switchboard&, Time)> then, Time now, ReplyTo to) {
    auto parked = std::make_shared<Parked>();
    parked->call.to = std::move(to);
    parked->tails = std::move(tails);
    parked->then = std::move(then);
    attempt(parked, now);
}

void Switchboard::abandon() {
    for (auto& [want, line] : lines_)
        for (auto& parked : line)
            if (parked->missing != 0) { // it may stand in several lines
                parked->missing = 0;
                --parked_;
                reply(parked->call.to, fail(ErrorCode::unavailable, "outcome_unknown",
                                            "repeat with the same client_id"));
            }
    lines_.clear();
    wanted_.clear();
}

std::vector<Want> Switchboard::missing_before(const Parked& parked) const {
    std::vector<Want> missing;
    auto want_tail = [&](ConversationId id) {
        auto c = state_.conversations.find(id);
        if (c != state_.conversations.end() && hub_.tails().is_missing(c->second))
            missing.push_back(NeedTail{id});
    };
    if (parked.then) {
        for (ConversationId id : parked.tails)
            want_tail(id);
        return missing;
    }
    const auto& request = parked.call.request;
    if (!request.client_id.empty() &&
        !std::holds_alternative<command::SendMessage>(request.command)) {
        NeedOperation need{actor_key(request.actor), request.client_id};
        if (!operations_.contains(need) && !parked.absent.contains(need))
            missing.push_back(std::move(need));
    }
    if (auto id = tail_of(request.command))
        want_tail(*id);
    return missing;
}

void Switchboard::attempt(const ParkedRef& parked, Time now) {
    now = last_now_ = std::max(last_now_, now);
    if (parked->rounds++ > limits::hydrate_rounds_max) {
        log::error("{}: still missing facts after {} rounds", parked->call.operation,
                   limits::hydrate_rounds_max);
        return reply(parked->call.to, fail(ErrorCode::internal, "hydration_rounds"));
    }
    if (auto missing = missing_before(*parked); !missing.empty())
        return park(parked, missing);
    if (parked->then)
        return parked->then(*this, now);

    auto& call = parked->call;
    if (!writable_)
        return reply(call.to, fail(ErrorCode::unavailable, "store_unavailable"));
    const auto& request = call.request;
    if (!request.client_id.empty()) {
        auto known = operations_.find({actor_key(request.actor), request.client_id});
        if (known != operations_.end()) {
            if (known->second.body_hash != call.body_hash)
                return reply(call.to, fail(ErrorCode::conflict, "client_id_reused", "client_id"));
            if (known->second.pending) {
                auto first = pending_calls_[*known->second.pending];
                pending_calls_.push_back({call.to, first.write, first.receipt});
                return;
            }
            return reply(call.to, known->second.reply);
        }
    }
    if (call.touch)
        run_system(command::Touch{request.actor}, "touch", now);
    for (const auto& fact : parked->facts)
        take_in(*fact);
    auto verdict = run(state_, request, parked->hydrated, now);
    if (auto* error = std::get_if<Error>(&verdict))
        return reply(call.to, fail(std::move(*error)));
    if (auto* needs = std::get_if<Needs>(&verdict)) {
        std::vector<Want> wants;
        for (const auto& key : needs->keys)
            std::visit([&](const auto& need) { wants.push_back(need); }, key);
        return park(parked, wants);
    }
    apply(call, std::get<Outcome>(std::move(verdict)), now);
}

// Tails take messages when they are decided: who asks for a tail later in the same batch finds
// them, and the store has only what is older.
void Switchboard::note(const std::vector<Event>& events, std::string_view operation,
                       const Actor& actor, Time now) {
    changes_.add(state_, events, operation, actor, now);
    for (const auto& event : events)
        if (auto* added = std::get_if<event::MessageAdded>(&event))
            hub_.tails().add(*added->message);
}

void Switchboard::apply(const Call& call, Outcome outcome, Time now) {
    note(outcome.events, call.operation, call.request.actor, now);
    ++batch_.commands;
    for (const auto& event : outcome.events)
        if (auto* opened = std::get_if<event::LoginOpened>(&event)) {
            if (on_login_opened)
                batch_.when_durable.push_back(
                    [hook = on_login_opened, login = *opened->value] { hook(login); });
        } else if (auto* closed = std::get_if<event::LoginClosed>(&event)) {
            if (on_login_closed)
                batch_.when_durable.push_back(
                    [hook = on_login_closed, id = closed->login] { hook(id); });
        }
    pending_calls_.push_back({call.to, call.write, outcome.receipt});
    bool is_message = std::holds_alternative<command::SendMessage>(call.request.command);
    if (!call.request.client_id.empty() && !is_message)
        remember(call, pending_calls_.size() - 1);
}

void Switchboard::remember(const Call& call, std::size_t pending) {
    NeedOperation key{actor_key(call.request.actor), call.request.client_id};
    operations_[key] = {call.body_hash, {}, pending};
    operations_order_.push_back(key);
    operations_pending_.push_back(std::move(key));
    forget_oldest_operations();
}

void Switchboard::forget_oldest_operations() {
    while (operations_order_.size() > limits::operations_remembered) {
        operations_.erase(operations_order_.front());
        operations_order_.pop_front();
    }
}

void Switchboard::run_system(Command command, std::string_view operation, Time now) {
    Request request{Actor::system(), {}, std::move(command)};
    auto verdict = run(state_, request, {}, now);
    if (auto* outcome = std::get_if<Outcome>(&verdict)) {
        note(outcome->events, operation, request.actor, now);
        return;
    }
    if (auto* error = std::get_if<Error>(&verdict))
        log::error("{} refused: {} {}", operation, error->reason, error->detail);
}

void Switchboard::tick(Time now) {
    now = last_now_ = std::max(last_now_, now);
    if (parley::next_deadline(state_) <= now)
        run_system(command::Tick{}, "tick", now);
}

Time Switchboard::next_deadline() const { return parley::next_deadline(state_); }

void Switchboard::pulse(Time now) {
    now = last_now_ = std::max(last_now_, now);
    hub_.pulse(state_, batch_, now);
}

void Switchboard::connected(const std::shared_ptr<Subscriber>& s, Time now) {
    // The login was closed after the edge had looked at it: what closes connections came too soon.
    if (s->actor.login && !state_.logins.contains(s->actor.login)) {
        s->closing = true;
        auto& out = hub_.out(batch_, s);
        out.close_code = 4504;
        out.close_reason = "login_closed";
        return;
    }
    hub_.add(s);
    count_connections(s->actor, "connect", now);
}

void Switchboard::disconnected(const std::shared_ptr<Subscriber>& s, Time now) {
    hub_.remove(s);
    count_connections(s->actor, "disconnect", now);
}

void Switchboard::count_connections(const Actor& actor, std::string_view operation, Time now) {
    now = last_now_ = std::max(last_now_, now);
    if (!writable_)
        uncounted_.insert_or_assign(actor_key(actor), actor);
    else if (actor.kind == ActorKind::agent)
        run_system(
            command::AgentConnections{actor.agent, std::int64_t(hub_.connections(actor.agent))},
            operation, now);
    else
        run_system(command::CustomerConnections{actor.visitor,
                                                std::int64_t(hub_.connections(actor.visitor))},
                   operation, now);
    if (auto customer = state_.customer_by_visitor.find(actor.visitor);
        customer != state_.customer_by_visitor.end())
        if (auto hot = state_.hot_by_customer.find(customer->second);
            hot != state_.hot_by_customer.end())
            for (ConversationId id : hot->second)
                hub_.touch(id); // agents see whether the customer is there
}

void Switchboard::set_writable(bool writable, Time now) {
    writable_ = writable;
    if (!writable)
        return;
    for (const auto& [key, actor] : std::exchange(uncounted_, {}))
        count_connections(actor, "connect", now);
}

void Switchboard::reply(const ReplyTo& to, Result<std::string> result) {
    if (to.done) {
        batch_.answers.push_back({to, std::move(result)});
        return;
    }
    if (!to.socket || to.request_id == 0)
        return;
    std::string frame = "{\"id\":" + std::to_string(to.request_id);
    if (result) {
        frame += ",\"ok\":";
        frame += *result;
    } else {
        frame += ",\"error\":";
        write_problem(frame, result.error());
    }
    hub_.out(batch_, to.socket).replies.push_back(std::move(frame));
}

void Switchboard::park(const ParkedRef& parked, const std::vector<Want>& wants) {
    if (parked_ >= limits::parked_commands_max)
        return reply(parked->call.to, fail(ErrorCode::unavailable, "overloaded"));
    ++parked_;
    parked->missing = wants.size();
    for (const auto& want : wants) {
        auto& line = lines_[want];
        if (line.empty())
            wanted_.push_back(want);
        line.push_back(parked);
    }
}

std::vector<std::pair<Want, Seq>> Switchboard::take_wanted() {
    std::vector<std::pair<Want, Seq>> wanted;
    for (auto& want : wanted_) {
        Seq before = 0;
        if (auto* tail = std::get_if<NeedTail>(&want))
            if (auto c = state_.conversations.find(tail->conversation);
                c != state_.conversations.end())
                before = hub_.tails().first_seq(c->second);
        wanted.emplace_back(std::move(want), before);
    }
    wanted_.clear();
    return wanted;
}

// Facts about cold things leave the state with the first command that is decided on them; each
// command that waited for them brings its own along.
void Switchboard::take_in(const Fact& fact) {
    if (auto* sent = std::get_if<NeedSentMessages>(&fact.want)) {
        std::vector<Message> messages;
        for (const auto& row : fact.messages)
            if (auto message = from_row(row))
                messages.push_back(*std::move(message));
        hydrate_sent(state_, sent->conversation, sent_messages_of(messages));
    } else if (fact.customer) {
        if (auto customer = from_row(*fact.customer))
            hydrate_customer(state_, *std::move(customer));
    }
}

void Switchboard::hydrate(Result<Fact> fact, const Want& want, Time now) {
    auto found = lines_.find(want);
    if (found == lines_.end())
        return;
    auto line = std::move(found->second);
    lines_.erase(found);
    if (!fact) {
        log::error("hydration failed: {} {}", fact.error().reason, fact.error().detail);
        for (auto& parked : line)
            if (parked->missing != 0) {
                parked->missing = 0;
                --parked_;
                reply(parked->call.to, fail(ErrorCode::unavailable, "store_unavailable"));
            }
        return;
    }
    if (auto* tail = std::get_if<NeedTail>(&want)) {
        std::vector<Message> messages;
        for (const auto& row : fact->messages)
            if (auto message = from_row(row))
                messages.push_back(*std::move(message));
        hub_.tails().fill(tail->conversation, messages);
    } else if (auto* operation = std::get_if<NeedOperation>(&want); operation && fact->operation) {
        operations_[*operation] = {
            static_cast<std::uint64_t>(fact->operation->body_hash), fact->operation->reply, {}};
        operations_order_.push_back(*operation);
        forget_oldest_operations();
    }
    auto pinned = std::make_shared<const Fact>(*std::move(fact));
    for (auto& parked : line) {
        parked->facts.push_back(pinned);
        if (auto* need = std::get_if<NeedCustomer>(&want); need && !pinned->customer)
            parked->hydrated.absent_visitors.insert(need->visitor);
        else if (auto* conversation = std::get_if<NeedConversation>(&want))
            parked->hydrated.cold_conversations[conversation->conversation] =
                pinned->conversation ? std::optional(CustomerId(pinned->conversation->customer))
                                     : std::nullopt;
        else if (std::holds_alternative<NeedOperation>(want) && !pinned->operation)
            parked->absent.insert(want);
        if (parked->missing != 0 && --parked->missing == 0) {
            --parked_;
            attempt(parked, now);
        }
    }
}

void Switchboard::evict(Time now) {
    while (!closed_.empty() && (closed_.front().first + closed_kept <= now ||
                                closed_.size() > limits::closed_kept_max)) {
        auto id = closed_.front().second;
        closed_.pop_front();
        evict_closed(state_, id);
        changes_.forget_session(id);
        hub_.forget(id);
    }
}

Switchboard::Cut Switchboard::cut(Time now) {
    now = last_now_ = std::max(last_now_, now);
    Cut cut;
    // Also what changed nothing has a first answer: a late repeat must not be decided anew.
    bool durable = !changes_.empty() || !operations_pending_.empty();
    cut.position = state_.position + (durable ? 1 : 0);

    for (auto& pending : pending_calls_) {
        std::string ok;
        pending.write(ok, pending.receipt, cut.position);
        reply(pending.to, std::move(ok));
    }
    for (const auto& key : operations_pending_) {
        auto known = operations_.find(key);
        if (known == operations_.end())
            continue;
        const auto& first = pending_calls_[*known->second.pending];
        first.write(known->second.reply, first.receipt, cut.position);
        known->second.pending.reset();
        if (durable)
            changes_.add_operation({state_.id.value, key.actor, key.client_id,
                                    static_cast<std::int64_t>(known->second.body_hash),
                                    known->second.reply, now.ms});
    }
    operations_pending_.clear();
    pending_calls_.clear();

    hub_.publish(state_, batch_, changes_, cut.position, now);
    if (durable) {
        bool setup_changed = changes_.setup_changed();
        auto changed = changes_.conversations();
        cut.commit = changes_.cut(state_, history_id_, created_at_, now);
        if (setup_changed && on_setup_changed)
            on_setup_changed(state_);
        for (ConversationId id : changed) {
            auto c = state_.conversations.find(id);
            if (c != state_.conversations.end() && c->second.state == ConversationState::closed)
                closed_.emplace_back(now, id);
        }
        evict(now);
    }
    cut.batch = std::move(batch_);
    batch_ = {};
    hub_.begin_batch();
    return cut;
}

} // namespace parley
