#pragma once
// What each operation does with its arguments: the other half of operations/table. A test fails
// when an entry of the table has no handler.

#include "app/edge/service.hpp"

#include <boost/json/value.hpp>
#include <string_view>

namespace parley::op {

// Reads the arguments, then answers through context.to, now or later, exactly once.
using Handler = void (*)(Service& service, CallContext context,
                         const boost::json::value& arguments);

// nullptr when there is none.
Handler find_handler(std::string_view name);

// Helpers shared by the handler files.
namespace detail {

// May this actor's role ask this? Agents by their role now, not by what it was at sign-in.
Result<void> authorise(const Entry& entry, const Workspace& workspace, const Actor& actor);

// Runs on the switchboard after the role check; answers `unavailable` when it cannot be reached.
void on_switchboard(Service& service, const CallContext& context, std::vector<ConversationId> tails,
                    std::function<void(Switchboard&, Time)> then);

// Sends a command there. `arguments_hash` is fnv1a64 of the request without its client id.
void command(Service& service, CallContext context, Command command, std::string client_id,
             std::uint64_t arguments_hash, WriteReply write);

// The same for a command that is made of the state: `build` runs on the switchboard.
using BuildCommand = std::function<Result<Command>(const Switchboard&, Time now)>;
void command_from_state(Service& service, CallContext context, std::string client_id,
                        std::uint64_t arguments_hash, WriteReply write, BuildCommand build);

void write_done(std::string& out, const Receipt& receipt, Position position);

} // namespace detail

// One table per file.
struct Named {
    std::string_view name;
    Handler handler;
};
extern const std::span<const Named> sign_in_handlers;
extern const std::span<const Named> password_handlers;
extern const std::span<const Named> conversation_handlers;
extern const std::span<const Named> list_handlers;
extern const std::span<const Named> setup_handlers;
extern const std::span<const Named> setup_list_handlers;
extern const std::span<const Named> feed_handlers;

} // namespace parley::op
