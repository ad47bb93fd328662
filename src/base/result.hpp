#pragma once
// Result<T> is how fallible code answers: a value, or an Error that names what went wrong.
// Errors are values; exceptions are left to std and Boost and caught at three doors only
// (executor loop, store thread, main). The codes map to HTTP and close codes in one file,
// app/edge/problem.cpp.

#include <boost/describe.hpp>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace parley {

enum class ErrorCode {
    invalid_argument,    // malformed request; detail says where
    unauthenticated,     // no or no longer valid credentials
    permission_denied,   // known actor, operation not for its role
    not_found,           // absent, or not this actor's to see (no leak)
    conflict,            // someone was faster, or a client id was reused
    failed_precondition, // the domain refuses; reason is for the client's text
    resource_exhausted,  // a rate or a limit; retry_after_ms may be set
    unavailable,         // outcome unknown or not now: repeat with the same client id
    internal,            // a bug of ours
    unimplemented,       // unknown operation
};
BOOST_DESCRIBE_ENUM(ErrorCode, invalid_argument, unauthenticated, permission_denied, not_found,
                    conflict, failed_precondition, resource_exhausted, unavailable, internal,
                    unimplemented)

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string reason;      // stable snake_case name, e.g. "conversation_closed"
    std::string detail = {}; // for people: what and where, e.g. "text: longer than 6000 characters"
    long retry_after_ms = 0; // resource_exhausted only: when to try again; 0 = not said
};

template <class T> using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

inline Failure fail(ErrorCode code, std::string reason, std::string detail = {}) {
    return Failure(Error{code, std::move(reason), std::move(detail)});
}
inline Failure fail(Error error) { return Failure(std::move(error)); }

// TRY(auto x, expression) declares x or returns the error; DO(expression) returns the error only.
#define PARLEY_CONCAT_(a, b) a##b
#define PARLEY_CONCAT(a, b) PARLEY_CONCAT_(a, b)
#define PARLEY_TRY_(name, declaration, expression)                                                 \
    auto name = (expression);                                                                      \
    if (!name)                                                                                     \
        return ::tl::make_unexpected(std::move(name).error());                                     \
    declaration = *std::move(name)
#define TRY(declaration, ...)                                                                      \
    PARLEY_TRY_(PARLEY_CONCAT(try_result_, __COUNTER__), declaration, (__VA_ARGS__))
#define DO(...)                                                                                    \
    do {                                                                                           \
        if (auto do_result = (__VA_ARGS__); !do_result)                                            \
            return ::tl::make_unexpected(std::move(do_result).error());                            \
    } while (false)

} // namespace parley
