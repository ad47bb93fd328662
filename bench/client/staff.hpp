#pragma once
// Sets a workspace up over the API, as its administrator would: agents with sign-ins of their own,
// a queue with all of them, a workstream and a widget. Starts from the demo workspace's
// administrator.

#include "base/result.hpp"
#include "client/http_client.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace parley::client {

struct StaffPlan {
    std::string name = "bench"; // of queue, workstream and widget; part of the addresses
    std::size_t agents = 0;
    std::int64_t capacity = 1; // of each, in units; a conversation takes one
    std::int64_t offer_timeout_ms = 120'000;
    std::size_t threads = 8;
};

struct Staff {
    std::string widget;               // its key
    std::vector<std::int64_t> agents; // ids
    std::vector<std::string> tokens;  // login of each
};

Result<std::string> sign_in(HttpClient& http, const std::string& email,
                            const std::string& password);
Result<std::string> sign_in_administrator(HttpClient& http); // of the demo workspace

Result<Staff> hire(std::uint16_t port, const std::string& administrator, const StaffPlan& plan);

// A visitor with a chat of its own.
struct Visitor {
    std::string token;
    std::int64_t conversation = 0;
};
Result<Visitor> start_chat(HttpClient& http, const std::string& widget, const std::string& name);

} // namespace parley::client
