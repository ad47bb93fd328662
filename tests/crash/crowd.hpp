#pragma once
// Customers and agents who live through crashes: they chat, accept, end and leave at random, at a
// given rate; when the server is gone they come back and repeat what was not answered, in order,
// under the same client ids. Everything they are promised goes to the checker.

#include "base/result.hpp"
#include "checker_link.hpp"
#include "client/loop.hpp"
#include "client/staff.hpp"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace parley::crash {

struct CrowdPlan {
    std::size_t customers = 48;
    std::size_t agents = 16;
    std::int64_t agent_capacity = 5;
    double rate = 2'000;                // messages a second
    std::size_t window = 6;             // of one sender on their way
    std::size_t chat_messages_max = 60; // of a customer before it ends its chat
};

struct CrowdCounts {
    std::int64_t accepts = 0;
    std::int64_t ends = 0;
    std::int64_t starts = 0;
    std::int64_t refused = 0;
    std::int64_t internal = 0; // answered with a bug's error; shown, so that nobody overlooks it
    std::int64_t repeated = 0; // sent again after a crash
    std::string last_refusal;
};

class Crowd {
public:
    static Result<std::unique_ptr<Crowd>> create(const CrowdPlan& plan, const client::Staff& staff,
                                                 const std::vector<client::Visitor>& visitors,
                                                 CheckerLink& checker, std::uint64_t seed);
    ~Crowd();

    // Everybody connects and catches up.
    Result<void> connect(std::uint16_t port, std::chrono::milliseconds at_most);
    // Chats for so long.
    Result<void> chat(std::chrono::milliseconds time);
    // After a kill: reads what is still in the sockets until each has ended.
    Result<void> hear_the_end();
    // Nothing new is sent; waits until everything was answered.
    Result<void> settle(std::chrono::milliseconds at_most);

    // Everybody hangs up.
    void leave();

    const CrowdCounts& counts() const { return counts_; }

private:
    struct Member;
    struct Customer;
    struct Agent;

    Crowd(const CrowdPlan& plan, CheckerLink& checker, std::uint64_t seed);
    Result<void> turn(std::chrono::milliseconds at_most);
    bool chance(double probability);
    std::size_t pick(std::size_t below);

    CrowdPlan plan_;
    CheckerLink& checker_;
    std::mt19937_64 random_;
    std::unique_ptr<client::Loop> loop_;
    std::vector<std::unique_ptr<Customer>> customers_;
    std::vector<std::unique_ptr<Agent>> agents_;
    CrowdCounts counts_;
};

} // namespace parley::crash
