#pragma once
// One batch: what commands of a workspace have produced until it is cut, and what may leave the
// process once its commit is durable. Nothing in it has been seen by anybody before.

#include "app/edge/edge.hpp"
#include "app/feed/subscriber.hpp"
#include "base/result.hpp"
#include "core/workspace/workspace.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace parley {

// A successful answer's JSON, written when the batch's position is known.
using WriteReply = void (*)(std::string& out, const Receipt& receipt, Position position);

// Where an answer goes: to a socket's request, or to a callback (HTTP).
struct ReplyTo {
    std::shared_ptr<Subscriber> socket; // with request_id
    std::int64_t request_id = 0;
    std::function<void(Result<std::string>)>
        done; // called after release, any thread; the reply's JSON
};

// Everything one connection is sent in this batch.
struct Outgoing {
    std::shared_ptr<Subscriber> to;
    std::vector<std::string> replies; // whole objects without their closing brace
    std::string rows;                 // comma-separated
    std::string keys;                 // comma-separated, with `snapshot`
    std::string hints;                // comma-separated typing objects
    bool snapshot = false;            // rows are a snapshot: after the replies, with keys and live
    int close_code = 0;
    std::string close_reason;
};

struct Answer {
    ReplyTo to;
    Result<std::string> result; // the reply's JSON, or why not
};

struct Batch {
    std::vector<Outgoing> outgoing;
    std::vector<Answer> answers;                     // to callbacks
    std::vector<std::function<void()>> when_durable; // directory updates and the like
    std::size_t commands = 0;

    bool empty() const { return outgoing.empty() && answers.empty() && when_durable.empty(); }
};

// Frames out of what a connection is to be sent; `position` is the batch's.
void append_deliveries(Outgoing&& outgoing, Position position,
                       std::vector<edge::Delivery>& deliveries);

} // namespace parley
