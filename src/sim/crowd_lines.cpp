// Connections, frames on their way, and who learns when that they are gone.

#include "app/edge/problem.hpp"
#include "app/operations/following.hpp"
#include "app/operations/handlers.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "sim/crowd.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace parley::sim {

namespace {

// Of a reader that does not read, before it is closed with "come back".
constexpr std::size_t unread_bytes_max = 24 * 1'024;
constexpr int come_back = 4001;

// The role check of op::detail::on_switchboard and command(), which go through a Service.
bool is_allowed(Switchboard& board, std::string_view operation, const Actor& actor,
                const ReplyTo& to) {
    auto may = op::detail::authorise(*op::find_operation(operation), board.state(), actor);
    if (!may)
        board.reply(to, fail(may.error()));
    return may.has_value();
}

void write_receipt(std::string& out, const Receipt& receipt, Position position) {
    out += "{\"conversation\":" + std::to_string(receipt.conversation.value) +
           ",\"seq\":" + std::to_string(receipt.seq) + ",\"id\":" + std::to_string(receipt.id) +
           ",\"position\":" + std::to_string(position) + "}";
}

Call call_of(const Asked& asked, ReplyTo to) {
    Call call;
    call.request = {asked.actor, asked.client_id, asked.command};
    call.operation = asked.operation;
    call.body_hash = asked.body_hash;
    call.write = write_receipt;
    call.to = std::move(to);
    return call;
}

} // namespace

// ---- coming and going ----

void Crowd::connect(Tab& tab) {
    tab.wanted = true;
    if (tab.line || (tab.person->is_agent && !tab.person->signed_in))
        return;
    auto line = std::make_shared<Line>();
    line->tab = &tab;
    line->subscriber = std::make_shared<Subscriber>();
    line->subscriber->transport = line;
    line->subscriber->actor = tab.person->actor;
    tab.line = line;
    tab.live = false;
    tab.rows.connecting();
    lines_.push_back(line);
    line->up_at = timeline_.now() + latency();
    ++travelling_;
    timeline_.at(line->up_at, [this, line] {
        --travelling_;
        if (!process_)
            return notify_closed(line);
        const auto& actor = line->subscriber->actor;
        if (actor.kind == ActorKind::agent && !directory_.contains(actor.login)) {
            if (line->tab)
                line->tab->person->signed_in = false;
            return notify_closed(line);
        }
        line->process = process_;
        line->server_open = true;
        process_->post_always(
            [line](Switchboard& board, Time now) { board.connected(line->subscriber, now); });
    });
    follow(tab);
}

void Crowd::hang_up(Tab& tab) {
    auto line = std::exchange(tab.line, nullptr);
    if (!line)
        return;
    tab.live = false;
    line->tab = nullptr;
    // A clean close is heard of at once, a dead network after a while.
    auto noticed = random_.chance(60) ? latency() : Millis(random_.between(100, 40'000));
    timeline_.after(noticed, [this, line] { close_server_side(line); });
}

// The transport is gone: the server counts one connection less.
void Crowd::close_server_side(const LineRef& line) {
    if (!std::exchange(line->server_open, false))
        return;
    line->unread.clear();
    if (auto process = line->process.lock())
        process->post_always(
            [line](Switchboard& board, Time now) { board.disconnected(line->subscriber, now); });
}

// The client learns that its connection is gone.
void Crowd::notify_closed(const LineRef& line) {
    if (!line->tab)
        return;
    auto& tab = *line->tab;
    line->tab = nullptr;
    tab.line = nullptr;
    tab.live = false;
    if (tab.wanted)
        come_back_later(tab);
}

void Crowd::come_back_later(Tab& tab) {
    timeline_.after(Millis(random_.between(50, 3'000)), [this, &tab] {
        if (tab.wanted && !tab.line)
            connect(tab);
    });
}

void Crowd::server_started(std::shared_ptr<Process> process) { process_ = std::move(process); }

void Crowd::loaded(Switchboard& board) {
    directory_.clear();
    for (const auto& [id, login] : board.state().logins)
        directory_.insert(id);
    board.on_login_opened = [this](const Login& login) { directory_.insert(login.id); };
    board.on_login_closed = [this](LoginId id) { directory_.erase(id); };
}

std::vector<std::string> Crowd::stowaways(const Workspace& state) const {
    std::vector<std::string> found;
    for (const auto& line : lines_) {
        const auto& actor = line->subscriber->actor;
        if (line->server_open && !line->refused && actor.kind == ActorKind::agent &&
            !state.logins.contains(actor.login))
            found.push_back("agent " + std::to_string(actor.agent.value) +
                            " is connected with login " + std::to_string(actor.login.value) +
                            ", which is closed");
    }
    return found;
}

void Crowd::server_ended() {
    process_ = nullptr;
    for (const auto& line : std::vector(lines_)) {
        line->server_open = false;
        line->unread.clear();
        if (line->tab)
            timeline_.after(latency(), [this, line] { notify_closed(line); });
    }
}

// ---- frames ----

void Crowd::send_up(Tab& tab, std::function<void(const LineRef&, Process&)> at_server) {
    auto line = tab.line;
    line->up_at = std::max(line->up_at, timeline_.now() + latency());
    ++travelling_;
    timeline_.at(line->up_at, [this, line, at_server = std::move(at_server)] {
        --travelling_;
        auto process = line->process.lock();
        if (process && line->server_open && !line->refused)
            at_server(line, *process);
    });
}

void Crowd::delivered(edge::Delivery delivery) {
    auto line =
        std::static_pointer_cast<Line>(std::static_pointer_cast<edge::Transport>(delivery.to));
    if (!delivery.frame.empty()) {
        auto frame = boost::json::parse(delivery.frame).as_object();
        promises_.said(line->subscriber->actor, frame);
        if (const auto* id = frame.if_contains("id"))
            if (auto asked = line->asked.find(id->as_int64());
                asked != line->asked.end() && asked->second) {
                const auto* ok = frame.if_contains("ok");
                promises_.answered(*asked->second, ok != nullptr,
                                   ok ? ok->as_object() : frame.at("error").as_object());
            }
        if (line->refused || !line->server_open)
            return;
        if (line->stalled) {
            line->unread_bytes += delivery.frame.size();
            line->unread.push_back(std::move(delivery.frame));
            if (line->unread_bytes > unread_bytes_max)
                delivery.close_code = come_back;
        } else {
            arrive(line, delivery.frame);
        }
    }
    if (delivery.close_code == 0 || line->refused)
        return;
    line->refused = true;
    step((line->tab ? line->tab->name : "somebody gone") + " is closed with " +
         std::to_string(delivery.close_code));
    auto end = std::max(line->down_at, timeline_.now() + latency());
    bool login_gone = delivery.close_code == 4504;
    timeline_.at(end, [this, line, login_gone] {
        if (login_gone && line->tab)
            line->tab->person->signed_in = false;
        notify_closed(line);
        close_server_side(line);
    });
}

void Crowd::arrive(const LineRef& line, const std::string& frame) {
    line->down_at = std::max(line->down_at, timeline_.now() + latency());
    ++travelling_;
    timeline_.at(line->down_at, [this, line, frame] {
        --travelling_;
        if (line->tab)
            take(*line->tab, *line, frame);
    });
}

void Crowd::take(Tab& tab, Line& line, const std::string& text) {
    auto frame = boost::json::parse(text).as_object();
    tab.rows.take(frame);
    if (frame.contains("id"))
        take_answer(tab, line, frame);
    if (tab.rows.live() && !tab.live) {
        tab.live = true;
        for (auto conversation : std::set(tab.looks_at))
            look_at(tab, conversation, true);
        if (tab.follows_list)
            follow_list(tab, true);
        say_again(tab);
    }
}

void Crowd::take_answer(Tab& tab, Line& line, const boost::json::object& frame) {
    auto found = line.asked.find(frame.at("id").as_int64());
    if (found == line.asked.end())
        return tab.rows.problem("an answer to nothing, or a second one");
    auto asked = std::move(found->second);
    line.asked.erase(found);
    if (!asked || asked->client_id.empty())
        return;
    if (const auto* error = frame.if_contains("error")) {
        auto code = error->as_object().at("code").as_string();
        if (code == "unavailable" || code == "resource_exhausted") {
            timeline_.after(Millis(random_.between(200, 2'000)), [this, &tab, asked] {
                if (tab.line && tab.live && std::ranges::count(tab.outbox, asked))
                    send(tab, asked);
            });
            return;
        }
    }
    std::erase(tab.outbox, asked);
}

void Crowd::follow(Tab& tab) {
    auto id = ++tab.last_request;
    tab.line->asked[id] = nullptr;
    auto arguments = read_json<op::follow::Request>(tab.rows.resume_arguments());
    send_up(tab, [id, request = *arguments](const LineRef& line, Process& process) {
        std::map<ConversationId, Seq> held;
        if (request.messages)
            for (const auto& [conversation, seq] : *request.messages)
                held[ConversationId(std::stoll(conversation))] = seq;
        process.post_read([id, line, request, held](Switchboard& board, Time now) {
            ReplyTo to{line->subscriber, id, {}};
            if (is_allowed(board, "follow", line->subscriber->actor, to))
                op::begin_follow(board, line->subscriber, request, held, to, now);
        });
    });
}

void Crowd::look_at(Tab& tab, std::int64_t conversation, bool on) {
    if (on)
        tab.looks_at.insert(conversation);
    else
        tab.looks_at.erase(conversation);
    auto id = ++tab.last_request;
    tab.line->asked[id] = nullptr;
    send_up(tab, [id, conversation, on](const LineRef& line, Process& process) {
        process.post_read([id, conversation, on, line](Switchboard& board, Time now) {
            const auto& who = line->subscriber;
            ReplyTo to{who, id, {}};
            ConversationId wanted(conversation);
            if (!is_allowed(board, "follow_conversation", who->actor, to))
                return;
            if (!on)
                return op::end_follow_conversation(board, who, wanted, to);
            board.query(
                {wanted},
                [who, wanted, to](Switchboard& at, Time) {
                    op::begin_follow_conversation(at, who, {wanted, {}}, to);
                },
                now, to);
        });
    });
}

void Crowd::follow_list(Tab& tab, bool on) {
    tab.follows_list = on;
    auto id = ++tab.last_request;
    tab.line->asked[id] = nullptr;
    send_up(tab, [id, on](const LineRef& line, Process& process) {
        process.post_read([id, on, line](Switchboard& board, Time) {
            ReplyTo to{line->subscriber, id, {}};
            if (is_allowed(board, "follow_list", line->subscriber->actor, to))
                op::follow_open_list(board, line->subscriber, on, to);
        });
    });
}

// ---- asking ----

void Crowd::say_again(Tab& tab) {
    for (const auto& asked : std::deque(tab.outbox))
        send(tab, asked);
}

void Crowd::ask(Tab& tab, std::string_view operation, Command command, bool under_client_id) {
    auto asked = std::make_shared<Asked>();
    asked->actor = tab.person->actor;
    asked->operation = operation;
    asked->command = std::move(command);
    if (under_client_id) {
        asked->client_id = new_client_id();
        asked->body_hash = fnv1a64(asked->client_id + " body");
        tab.outbox.push_back(asked);
        tab.person->earlier.push_back(asked);
    }
    step(tab.name + " asks " + std::string(operation) + " " + asked->client_id);
    if (tab.line && tab.live)
        send(tab, asked);
}

void Crowd::send(Tab& tab, const AskedRef& asked) {
    auto id = ++tab.last_request;
    tab.line->asked[id] = asked;
    send_up(tab, [this, id, asked](const LineRef& line, Process& process) {
        bool queued = process.post([line, id, asked](Switchboard& board, Time now) {
            ReplyTo to{line->subscriber, id, {}};
            if (is_allowed(board, asked->operation, asked->actor, to))
                board.handle(call_of(*asked, to), now);
        });
        if (queued)
            return;
        std::string frame = "{\"id\":" + std::to_string(id) + ",\"error\":";
        write_problem(frame, {ErrorCode::unavailable, "overloaded", {}, 1'000});
        delivered({line, frame + "}", 0, {}});
    });
}

void Crowd::post(const AskedRef& asked) {
    ++travelling_;
    timeline_.after(latency(), [this, asked] {
        --travelling_;
        if (!process_)
            return;
        process_->post([this, asked](Switchboard& board, Time now) {
            ReplyTo to;
            to.done = [this, asked](const Result<std::string>& result) {
                answered(*asked, result);
            };
            auto call = call_of(*asked, to);
            call.touch = true;
            if (is_allowed(board, asked->operation, asked->actor, to))
                board.handle(std::move(call), now);
        });
    });
}

void Crowd::answered(const Asked& asked, const Result<std::string>& result) {
    std::string body;
    if (result)
        body = *result;
    else
        write_problem(body, result.error());
    promises_.answered(asked, result.has_value(), boost::json::parse(body).as_object());
}

// ---- faults of the network ----

void Crowd::cut_any_line() {
    std::vector<Tab*> connected;
    for (Tab* tab : tabs())
        if (tab->line)
            connected.push_back(tab);
    if (connected.empty())
        return;
    Tab& tab = *random_.pick(connected);
    step("the line of " + tab.name + " breaks");
    hang_up(tab);
    come_back_later(tab);
}

void Crowd::stall_any_line() {
    Tab* tab = any_tab(random_.chance(50));
    if (!tab)
        return;
    auto line = tab->line;
    step(tab->name + " stops reading");
    line->stalled = true;
    timeline_.after(Millis(random_.between(100, 30'000)), [this, line] {
        if (!std::exchange(line->stalled, false))
            return;
        for (const auto& frame : std::exchange(line->unread, {}))
            arrive(line, frame);
        line->unread_bytes = 0;
    });
}

void Crowd::unstall_all() {
    for (const auto& line : lines_) {
        line->stalled = false;
        for (const auto& frame : std::exchange(line->unread, {}))
            arrive(line, frame);
        line->unread_bytes = 0;
    }
}

bool Crowd::settled() const { return travelling_ == 0; }

} // namespace parley::sim
