#include "load/pair_load.hpp"

#include "base/json.hpp"
#include "client/json_scan.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <sys/prctl.h>

namespace parley::bench {

using namespace client;

namespace {

constexpr std::int64_t authenticate_id = 1;
constexpr std::int64_t follow_id = 2;
constexpr std::int64_t accept_id = 3;
constexpr std::int64_t first_message_id = 100; // the n-th message is request 100 + n
constexpr std::size_t text_bytes = 100;
constexpr std::size_t connecting_max = 200;   // at once
constexpr std::int64_t behind_sends_max = 32; // when late: so many, then the answers
constexpr std::string_view text_mark = "load ";

std::string authenticate(const std::string& token) {
    std::string frame =
        fmt::format(R"({{"id":{},"op":"authenticate","args":{{"token":)", authenticate_id);
    write_json_string(frame, token);
    return frame + "}}";
}

} // namespace

std::string text_of(std::int64_t n) {
    std::string text = fmt::format("{}{} ", text_mark, n);
    while (text.size() < text_bytes)
        text += static_cast<char>('a' + (text.size() + static_cast<std::size_t>(n)) % 26);
    return text;
}

// One end: a connection that authenticates, follows, and then hands its frames on.
struct PairLoad::Customer : FeedListener {
    Customer(PairLoad& owner, std::string token_)
        : load(owner), token(std::move(token_)), socket(*owner.loop_, *this) {}

    void on_open() override { socket.send(authenticate(token)); }
    void on_frame(std::string_view json) override {
        auto frame = read_frame(json);
        if (frame.has_live)
            live = true;
        if (frame.id == 0)
            return;
        if (!frame.error.empty()) {
            load.note_fault(load.faults_.refused, std::string(frame.error.substr(0, 300)));
        } else if (frame.id == authenticate_id) {
            socket.send(fmt::format(R"({{"id":{},"op":"follow","args":{{}}}})", follow_id));
        } else if (frame.id >= first_message_id) {
            auto n = static_cast<std::size_t>(frame.id - first_message_id);
            if (n < written.seqs.size() && written.seqs[n] == 0) {
                written.seqs[n] = as_integer(member(frame.ok, "seq")).value_or(-1);
                ++written.acked;
                progressed();
            } else {
                load.note_fault(load.faults_.repeats,
                                fmt::format("a second answer to request {}", frame.id));
            }
        }
    }
    void on_closed(int code) override {
        load.note_fault(load.faults_.closed,
                        fmt::format("a customer's connection was closed: {}", code));
    }

    // A message is done when both ends have it; both see them in order, so counting is enough.
    void progressed() {
        auto done = std::min(written.acked, written.received);
        if (done == finished)
            return;
        auto now = now_ns();
        for (; finished < done; ++finished) {
            load.latencies_ns_.push_back(now -
                                         written.started_ns[static_cast<std::size_t>(finished)]);
            ++load.done_;
        }
        if (load.window_ > 0)
            while (written.sent - finished < load.window_)
                load.send_next(*this, now);
    }

    PairLoad& load;
    std::string token;
    FeedSocket socket;
    Written written;
    std::int64_t finished = 0;
    bool live = false;
    bool accepted = false;
};

struct PairLoad::Agent : FeedListener {
    Agent(PairLoad& owner, std::string token_)
        : load(owner), token(std::move(token_)), socket(*owner.loop_, *this) {}

    void on_open() override { socket.send(authenticate(token)); }
    void on_frame(std::string_view json) override {
        auto frame = read_frame(json);
        if (frame.has_live)
            live = true;
        if (!frame.rows.empty())
            for_each_element(frame.rows, [&](std::string_view row) { on_row(row); });
        if (frame.id == 0)
            return;
        if (!frame.error.empty()) {
            load.note_fault(load.faults_.refused, std::string(frame.error.substr(0, 300)));
        } else if (frame.id == authenticate_id) {
            socket.send(fmt::format(R"({{"id":{},"op":"follow","args":{{}}}})", follow_id));
        } else if (frame.id == accept_id) {
            auto customer = load.by_conversation_.find(accepting);
            if (customer != load.by_conversation_.end() && !customer->second->accepted) {
                customer->second->accepted = true;
                ++load.accepted_;
            }
        }
    }
    void on_row(std::string_view row) {
        std::string_view key, value;
        for_each_member(row, [&](std::string_view name, std::string_view raw) {
            if (name == "key")
                key = as_string(raw);
            else if (name == "value")
                value = raw;
        });
        if (value.empty())
            return;
        if (auto message = as_message_key(key)) {
            load.on_message_row(message->conversation, value);
        } else if (auto offered = as_numbered_key(key, "offer/");
                   offered && accepting != *offered) {
            accepting = *offered;
            socket.send(
                fmt::format(R"({{"id":{},"op":"accept_offer","args":{{"conversation":{}}}}})",
                            accept_id, accepting));
        }
    }
    void on_closed(int code) override {
        load.note_fault(load.faults_.closed,
                        fmt::format("an agent's connection was closed: {}", code));
    }

    PairLoad& load;
    std::string token;
    FeedSocket socket;
    std::int64_t accepting = 0;
    bool live = false;
};

PairLoad::PairLoad(std::uint16_t port) : port_(port) {}
PairLoad::~PairLoad() = default;

Result<std::unique_ptr<PairLoad>> PairLoad::create(std::uint16_t port) {
    std::unique_ptr<PairLoad> load(new PairLoad(port));
    TRY(load->loop_, Loop::create());
    ::prctl(PR_SET_TIMERSLACK, 1UL); // the paced phase wakes at microseconds
    return load;
}

Result<void> PairLoad::connect(const Staff& staff, const std::vector<Visitor>& visitors) {
    for (const auto& token : staff.tokens)
        agents_.push_back(std::make_unique<Agent>(*this, token));
    for (const auto& visitor : visitors) {
        auto& customer = *customers_.emplace_back(std::make_unique<Customer>(*this, visitor.token));
        customer.written.conversation = visitor.conversation;
        by_conversation_[visitor.conversation] = &customer;
    }
    auto connect_all = [&](auto& ends) -> Result<void> {
        std::size_t first_waiting = 0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (!ends[i]->socket.connect(port_))
                return fail(ErrorCode::resource_exhausted, "no_socket");
            if (i - first_waiting >= connecting_max) {
                if (!loop_->turn_until([&] { return ends[first_waiting]->live || !faults_.none(); },
                                       std::chrono::seconds(20)))
                    return fail(ErrorCode::unavailable, "not_live");
                ++first_waiting;
            }
        }
        bool all = loop_->turn_until(
            [&] {
                return !faults_.none() ||
                       std::all_of(ends.begin(), ends.end(), [](auto& e) { return e->live; });
            },
            std::chrono::seconds(20));
        if (!all || !faults_.none())
            return fail(ErrorCode::unavailable, "not_live", faults_.first);
        return {};
    };
    // Customers first: a chat whose customer is gone for long would be ended.
    DO(connect_all(customers_));
    DO(connect_all(agents_));
    if (!loop_->turn_until([&] { return accepted_ == customers_.size() || !faults_.none(); },
                           std::chrono::seconds(30)) ||
        !faults_.none())
        return fail(ErrorCode::unavailable, "not_accepted",
                    fmt::format("{} of {} {}", accepted_, customers_.size(), faults_.first));
    return {};
}

void PairLoad::send_next(Customer& customer, std::int64_t started_ns) {
    auto& written = customer.written;
    const auto n = written.sent++;
    written.seqs.push_back(0);
    written.started_ns.push_back(started_ns);
    customer.socket.send(fmt::format(R"({{"id":{},"op":"send_message","args":{{"conversation":{},)"
                                     R"("text":"{}","client_id":"load-{}"}}}})",
                                     first_message_id + n, written.conversation, text_of(n), n));
}

void PairLoad::on_message_row(std::int64_t conversation, std::string_view row) {
    auto found = by_conversation_.find(conversation);
    auto text = as_string(member(row, "text"));
    if (found == by_conversation_.end() || !text.starts_with(text_mark))
        return; // a system line
    text.remove_prefix(text_mark.size());
    std::int64_t n = -1;
    std::from_chars(text.data(), text.data() + text.size(), n);
    auto& customer = *found->second;
    if (n < customer.written.received) {
        note_fault(faults_.repeats,
                   fmt::format("message {} of conversation {} came again", n, conversation));
        return;
    }
    if (n > customer.written.received)
        note_fault(faults_.gaps, fmt::format("conversation {}: message {} came where {} was next",
                                             conversation, n, customer.written.received));
    customer.written.received = n + 1;
    customer.progressed();
}

void PairLoad::note_fault(std::int64_t& counter, std::string what) {
    if (faults_.none())
        faults_.first = std::move(what);
    ++counter;
}

void PairLoad::fill_windows(std::int64_t window, std::int64_t at_ns) {
    window_ = window;
    const auto start = now_ns();
    for (auto& customer : customers_)
        while (customer->written.sent - customer->finished < window)
            send_next(*customer, start);
    while (now_ns() < at_ns && faults_.none())
        loop_->turn(std::chrono::milliseconds(5));
}

void PairLoad::pace(double rate, std::int64_t at_ns) {
    window_ = 0;
    const auto start = now_ns();
    const double step_ns = 1e9 / rate;
    for (std::int64_t k = 0; faults_.none(); ++k) {
        const auto due = start + static_cast<std::int64_t>(static_cast<double>(k) * step_ns);
        if (due >= at_ns)
            break;
        if (k % behind_sends_max == 0)
            loop_->turn(std::chrono::nanoseconds(0)); // also when there is no time left to wait
        for (auto now = now_ns(); now < due; now = now_ns())
            loop_->turn(std::chrono::nanoseconds(due - now));
        send_next(*customers_[next_customer_], due);
        next_customer_ = (next_customer_ + 1) % customers_.size();
    }
    loop_->turn(std::chrono::nanoseconds(0));
}

Result<void> PairLoad::drain(std::chrono::seconds at_most) {
    window_ = 0;
    auto all_done = [&] {
        return std::all_of(customers_.begin(), customers_.end(),
                           [](auto& c) { return c->finished == c->written.sent; });
    };
    if (!loop_->turn_until([&] { return all_done() || !faults_.none(); }, at_most))
        return fail(ErrorCode::unavailable, "messages_missing",
                    "not all that was sent arrived in time");
    if (!faults_.none())
        return fail(ErrorCode::internal, "faults", faults_.first);
    return {};
}

std::vector<Written> PairLoad::written() const {
    std::vector<Written> all;
    for (const auto& customer : customers_)
        all.push_back(customer->written);
    return all;
}

} // namespace parley::bench
