#pragma once
// Customers and agents in pairs, each on a WebSocket of its own: the customer writes, the agent it
// was routed to reads. A message is done when the agent's connection has its row and the customer
// has its acknowledgement. Rows must come in the order they were sent, each once; a gap or a repeat
// is counted.

#include "base/result.hpp"
#include "client/loop.hpp"
#include "client/staff.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace parley::bench {

// What one customer has written and what came of it.
struct Written {
    std::int64_t conversation = 0;
    std::int64_t sent = 0; // the n-th text is text_of(n), from 0
    std::int64_t acked = 0;
    std::int64_t received = 0;            // rows at the agent
    std::vector<std::int64_t> seqs;       // of the n-th message; 0 = not acknowledged
    std::vector<std::int64_t> started_ns; // when the n-th was, or should have been, sent
};

// 100 bytes that say which they are.
std::string text_of(std::int64_t n);

struct Faults {
    std::int64_t refused = 0;
    std::int64_t gaps = 0;
    std::int64_t repeats = 0;
    std::int64_t closed = 0; // connections lost
    std::string first;       // in words
    bool none() const { return refused + gaps + repeats + closed == 0; }
};

class PairLoad {
public:
    static Result<std::unique_ptr<PairLoad>> create(std::uint16_t port);
    ~PairLoad();

    // Connects everybody and waits until each customer's chat was accepted by an agent.
    Result<void> connect(const client::Staff& staff, const std::vector<client::Visitor>& visitors);

    // Keeps `window` messages of each customer on their way until `at_ns`.
    void fill_windows(std::int64_t window, std::int64_t at_ns);
    // Sends `rate` a second, taking turns, at their exact times; a late one still counts from its
    // time.
    void pace(double rate, std::int64_t at_ns);
    // Waits until all that was sent is done.
    Result<void> drain(std::chrono::seconds at_most);

    std::int64_t done() const { return done_; }
    // Time to done of every message sent since the last call.
    std::vector<std::int64_t> take_latencies() { return std::exchange(latencies_ns_, {}); }
    const Faults& faults() const { return faults_; }
    std::vector<Written> written() const;

private:
    struct Customer;
    struct Agent;
    explicit PairLoad(std::uint16_t port);
    void send_next(Customer& customer, std::int64_t started_ns);
    void on_message_row(std::int64_t conversation, std::string_view row);
    void note_fault(std::int64_t& counter, std::string what);

    std::uint16_t port_;
    std::unique_ptr<client::Loop> loop_;
    std::vector<std::unique_ptr<Customer>> customers_;
    std::vector<std::unique_ptr<Agent>> agents_;
    std::unordered_map<std::int64_t, Customer*> by_conversation_;
    std::int64_t done_ = 0;
    std::size_t accepted_ = 0;
    std::size_t next_customer_ = 0;
    std::int64_t window_ = 0; // > 0: refill at once
    std::vector<std::int64_t> latencies_ns_;
    Faults faults_;
};

} // namespace parley::bench
