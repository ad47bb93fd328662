#include "crowd.hpp"

#include "base/json.hpp"
#include "client/http_client.hpp"
#include "client/json_scan.hpp"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <map>

namespace parley::crash {

using namespace client;

namespace {

constexpr std::int64_t authenticate_id = 1;
constexpr std::int64_t follow_id = 2;

// A message on its way, until it is answered.
struct Unanswered {
    std::string client_id;
    std::int64_t conversation = 0;
    std::int64_t sent_ns = 0;
    std::int64_t request = 0; // on the present connection; 0 = not sent on it
};

std::string conversation_arguments(std::int64_t conversation, const std::string& client_id) {
    return fmt::format(R"({{"conversation":{},"client_id":"{}"}})", conversation, client_id);
}

} // namespace

// What customers and agents have in common: a connection and the messages they wait to see
// answered.
struct Crowd::Member : FeedListener {
    Member(Crowd& owner, std::string name_, std::string token_)
        : crowd(owner), name(std::move(name_)), token(std::move(token_)),
          socket(*owner.loop_, *this) {}

    std::int64_t request(std::string_view operation, std::string_view arguments) {
        socket.send(fmt::format(R"({{"id":{},"op":"{}","args":{}}})", ++last_request, operation,
                                arguments));
        return last_request;
    }
    std::string new_client_id() { return fmt::format("{}-{}", name, ++last_client_id); }

    void say(std::int64_t conversation) {
        auto& message = unanswered.emplace_back();
        message.client_id = new_client_id();
        message.conversation = conversation;
        message.sent_ns = now_ns();
        put_on_the_wire(message);
    }
    void put_on_the_wire(Unanswered& message) {
        std::string arguments = fmt::format(R"({{"conversation":{},"client_id":"{}","text":)",
                                            message.conversation, message.client_id);
        write_json_string(arguments, text_of(message.client_id));
        message.request = request("send_message", arguments + "}");
    }
    bool waits_for(std::int64_t conversation) const {
        return std::any_of(unanswered.begin(), unanswered.end(),
                           [&](auto& message) { return message.conversation == conversation; });
    }

    void connect(std::uint16_t port) {
        live = false;
        last_request = follow_id;
        for (auto& message : unanswered)
            message.request = 0;
        forget();
        socket.connect(port);
    }
    void on_open() override {
        std::string arguments = R"({"token":)";
        write_json_string(arguments, token);
        socket.send(fmt::format(R"({{"id":{},"op":"authenticate","args":{}}}}})", authenticate_id,
                                arguments));
    }
    void on_closed(int) override { live = false; }
    void on_frame(std::string_view json) override {
        auto frame = read_frame(json);
        if (!frame.rows.empty())
            for_each_element(frame.rows, [&](std::string_view row) {
                on_row(as_string(member(row, "key")), member(row, "value"));
            });
        if (frame.id == authenticate_id && frame.error.empty())
            socket.send(fmt::format(R"({{"id":{},"op":"follow","args":{{}}}})", follow_id));
        else if (frame.id > follow_id)
            on_answer(frame);
        else if (!frame.error.empty())
            crowd.counts_.last_refusal = frame.error;
        if (frame.has_live && !live) {
            live = true;
            for (auto& message : unanswered) {
                ++crowd.counts_.repeated;
                put_on_the_wire(message);
            }
            on_live();
        }
    }
    void on_answer(const Frame& frame) {
        auto message = std::find_if(unanswered.begin(), unanswered.end(),
                                    [&](auto& one) { return one.request == frame.id; });
        if (message == unanswered.end()) {
            on_other_answer(frame);
            return;
        }
        if (frame.error.empty()) {
            record(RecordKind::acked, *message, as_integer(member(frame.ok, "seq")).value_or(-1));
        } else if (as_string(member(frame.error, "code")) == "unavailable") {
            return; // outcome unknown: it is repeated on the next connection
        } else {
            refused(frame.error);
            record(RecordKind::refused, *message, 0);
            on_refused(message->conversation);
        }
        unanswered.erase(message);
    }
    void record(RecordKind kind, const Unanswered& message, std::int64_t seq) {
        crowd.checker_.add(
            {kind, message.conversation, seq, message.client_id, message.sent_ns, now_ns()});
    }
    void refused(std::string_view error) {
        ++crowd.counts_.refused;
        if (as_string(member(error, "code")) == "internal")
            ++crowd.counts_.internal;
        crowd.counts_.last_refusal = error;
    }
    // The other side's words, as soon as they are shown.
    void on_message(const MessageKey& key, std::string_view value, std::string_view other_author) {
        if (as_string(member(value, "author")) != other_author)
            return;
        auto text = as_string(member(value, "text"));
        crowd.checker_.add(
            {RecordKind::seen, key.conversation, key.seq, std::string(client_id_in(text)), 0, 0});
    }

    virtual void on_row(std::string_view key, std::string_view value) = 0;
    virtual void on_other_answer(const Frame& frame) = 0;
    virtual void on_live() = 0;
    virtual void on_refused(std::int64_t conversation) = 0; // a message of it
    virtual void forget() = 0;                              // what belonged to the connection
    virtual void act() = 0; // one thing, if there is something to do
    virtual bool at_rest() const { return unanswered.empty(); }

    Crowd& crowd;
    std::string name;
    std::string token;
    FeedSocket socket;
    std::deque<Unanswered> unanswered; // oldest first
    std::int64_t last_request = follow_id;
    std::int64_t last_client_id = 0;
    bool live = false;
};

struct Crowd::Customer final : Member {
    using Member::Member;

    void on_row(std::string_view key, std::string_view value) override {
        if (value.empty())
            return;
        if (auto message = as_message_key(key)) {
            on_message(*message, value, "agent");
        } else if (auto id = as_numbered_key(key, "conversation/"); id && *id == conversation) {
            auto state = as_string(member(value, "state"));
            ended = state == "wrap_up" || state == "closed";
        }
    }
    void on_other_answer(const Frame& frame) override {
        if (frame.id == start_request) {
            start_request = 0;
            if (frame.error.empty()) {
                started(as_integer(member(frame.ok, "conversation")).value_or(0));
            } else if (as_string(member(frame.error, "reason")) == "customer_has_chat") {
                started(as_integer(as_string(member(frame.error, "detail"))).value_or(0));
            } else {
                refused(frame.error);
                start_id.clear(); // another try under another client id
            }
        } else if (!frame.error.empty()) {
            refused(frame.error);
            if (as_string(member(frame.error, "code")) == "not_found")
                ended = true;
        }
    }
    void started(std::int64_t id) {
        start_id.clear();
        conversation = id;
        ended = false;
        ending = false;
        left = 1 + crowd.pick(crowd.plan_.chat_messages_max);
        if (conversation == 0)
            return;
        ++crowd.counts_.starts;
        crowd.checker_.add({RecordKind::started, conversation, 0, {}, 0, now_ns()});
    }
    void on_live() override {
        if (!start_id.empty())
            ask_for_a_chat();
    }
    void on_refused(std::int64_t id) override {
        if (id == conversation)
            ended = true;
    }
    void forget() override {
        start_request = 0;
        ending = false;
    }
    void ask_for_a_chat() {
        start_request = request(
            "start_chat", fmt::format(R"({{"widget":"{}","client_id":"{}"}})", widget, start_id));
    }
    void act() override {
        if (!live || start_request != 0)
            return;
        if (conversation == 0 || (ended && unanswered.empty())) {
            if (start_id.empty())
                start_id = new_client_id();
            ask_for_a_chat();
        } else if (ended || ending) {
            return;
        } else if (left == 0) {
            if (!unanswered.empty())
                return;
            ending = true;
            ++crowd.counts_.ends;
            request("end_conversation", conversation_arguments(conversation, new_client_id()));
        } else if (unanswered.size() < crowd.plan_.window) {
            --left;
            say(conversation);
        }
    }
    bool at_rest() const override { return Member::at_rest() && start_request == 0; }

    std::string widget;
    std::int64_t conversation = 0;
    bool ended = false;
    bool ending = false;
    std::size_t left = 0; // messages until the customer ends the chat
    std::string start_id; // client id of a start that was not answered yet
    std::int64_t start_request = 0;
};

struct Crowd::Agent final : Member {
    using Member::Member;

    void on_row(std::string_view key, std::string_view value) override {
        if (auto message = as_message_key(key)) {
            if (!value.empty())
                on_message(*message, value, "customer");
        } else if (auto offered = as_numbered_key(key, "offer/")) {
            if (!value.empty())
                request("accept_offer", conversation_arguments(*offered, new_client_id()));
        } else if (auto id = as_numbered_key(key, "conversation/")) {
            if (value.empty()) {
                working.erase(*id);
                return;
            }
            auto state = as_string(member(value, "state"));
            const bool mine = as_string(member(value, "session_state")) == "accepted";
            if (state == "active" && mine) {
                if (working.emplace(*id, false).second)
                    ++crowd.counts_.accepts;
            } else {
                auto known = working.find(*id);
                if (state == "wrap_up" && mine && !waits_for(*id))
                    leave(*id);
                else if (known != working.end())
                    working.erase(known);
            }
        }
    }
    void leave(std::int64_t id) {
        working.erase(id);
        request("leave_conversation", conversation_arguments(id, new_client_id()));
    }
    void on_other_answer(const Frame& frame) override {
        if (!frame.error.empty())
            refused(frame.error);
    }
    void on_live() override {}
    void on_refused(std::int64_t id) override { working.erase(id); }
    void forget() override { working.clear(); }
    void act() override {
        if (!live || working.empty())
            return;
        auto one =
            std::next(working.begin(), static_cast<std::ptrdiff_t>(crowd.pick(working.size())));
        if (one->second)
            return; // ended by this agent; its row has not said so yet
        if (crowd.chance(1.0 / static_cast<double>(crowd.plan_.chat_messages_max)) &&
            !waits_for(one->first)) {
            one->second = true;
            ++crowd.counts_.ends;
            request("end_conversation", conversation_arguments(one->first, new_client_id()));
        } else if (unanswered.size() < crowd.plan_.window) {
            say(one->first);
        }
    }

    std::map<std::int64_t, bool> working; // accepted conversations; true: being ended
};

Crowd::Crowd(const CrowdPlan& plan, CheckerLink& checker, std::uint64_t seed)
    : plan_(plan), checker_(checker), random_(seed) {}

Crowd::~Crowd() = default;

Result<std::unique_ptr<Crowd>> Crowd::create(const CrowdPlan& plan, const Staff& staff,
                                             const std::vector<Visitor>& visitors,
                                             CheckerLink& checker, std::uint64_t seed) {
    std::unique_ptr<Crowd> crowd(new Crowd(plan, checker, seed));
    TRY(crowd->loop_, Loop::create());
    for (std::size_t i = 0; i < visitors.size(); ++i) {
        auto& customer = *crowd->customers_.emplace_back(
            std::make_unique<Customer>(*crowd, fmt::format("c{}", i), visitors[i].token));
        customer.widget = staff.widget;
        customer.started(visitors[i].conversation);
    }
    for (std::size_t i = 0; i < staff.tokens.size(); ++i)
        crowd->agents_.push_back(
            std::make_unique<Agent>(*crowd, fmt::format("a{}", i), staff.tokens[i]));
    return crowd;
}

bool Crowd::chance(double probability) { return std::bernoulli_distribution(probability)(random_); }

std::size_t Crowd::pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
}

Result<void> Crowd::turn(std::chrono::milliseconds at_most) {
    loop_->turn(at_most);
    return checker_.pump();
}

Result<void> Crowd::connect(std::uint16_t port, std::chrono::milliseconds at_most) {
    for (auto& customer : customers_)
        customer->connect(port);
    for (auto& agent : agents_)
        agent->connect(port);
    const auto end = Clock::now() + at_most;
    auto live = [](auto& member) { return member->live; };
    while (!std::all_of(customers_.begin(), customers_.end(), live) ||
           !std::all_of(agents_.begin(), agents_.end(), live)) {
        if (Clock::now() > end)
            return fail(ErrorCode::unavailable, "not_live", counts_.last_refusal);
        DO(turn(std::chrono::milliseconds(5)));
    }
    return {};
}

Result<void> Crowd::chat(std::chrono::milliseconds time) {
    const auto end = Clock::now() + time;
    auto last = Clock::now();
    double allowance = 0;
    while (last < end) {
        auto now = Clock::now();
        allowance += std::chrono::duration<double>(now - last).count() * plan_.rate;
        allowance =
            std::min(allowance, plan_.rate * 0.05); // what was missed for long is not made up for
        last = now;
        for (; allowance >= 1; --allowance) {
            // Both sides speak about as much; who has nothing to do passes.
            if (chance(0.5))
                customers_[pick(customers_.size())]->act();
            else
                agents_[pick(agents_.size())]->act();
        }
        DO(turn(std::chrono::milliseconds(1)));
    }
    return {};
}

Result<void> Crowd::hear_the_end() {
    const auto end = Clock::now() + std::chrono::seconds(10);
    auto gone = [](auto& member) { return member->socket.is_closed(); };
    while (!std::all_of(customers_.begin(), customers_.end(), gone) ||
           !std::all_of(agents_.begin(), agents_.end(), gone)) {
        if (Clock::now() > end)
            return fail(ErrorCode::internal, "sockets_stay_open");
        DO(turn(std::chrono::milliseconds(5)));
    }
    return checker_.sync();
}

void Crowd::leave() {
    for (auto& customer : customers_)
        customer->socket.drop();
    for (auto& agent : agents_)
        agent->socket.drop();
}

Result<void> Crowd::settle(std::chrono::milliseconds at_most) {
    const auto end = Clock::now() + at_most;
    auto rests = [](auto& member) { return member->at_rest(); };
    while (!std::all_of(customers_.begin(), customers_.end(), rests) ||
           !std::all_of(agents_.begin(), agents_.end(), rests)) {
        if (Clock::now() > end)
            return fail(ErrorCode::unavailable, "unanswered", counts_.last_refusal);
        DO(turn(std::chrono::milliseconds(5)));
    }
    return checker_.sync();
}

} // namespace parley::crash
