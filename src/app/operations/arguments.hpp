#pragma once
// Arguments to structs with the checks that every handler wants: shapes, lengths, characters.
// Errors name the field.

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

#include <optional>
#include <string>

namespace parley::op {

inline Failure bad_field(std::string_view field, std::string_view what) {
    return fail(ErrorCode::invalid_argument, "invalid_field",
                std::string(field) + ": " + std::string(what));
}

// 1–max code points of valid UTF-8 without control characters but newline and tab.
Result<void> check_text(std::string_view field, std::string_view text, std::size_t min,
                        std::size_t max);
Result<void> check_password(std::string_view field, std::string_view password);
Result<void> check_client_id(std::string_view field, std::string_view id);
Result<void> check_context(std::string_view field,
                           const std::map<std::string, std::string>& context);
// Windows line ends to newlines.
std::string normalised(std::string text);

// The hash a repeated operation is compared by: its request without the client id.
template <class Request> std::uint64_t body_hash(Request request) {
    if constexpr (requires { request.client_id; })
        request.client_id = {};
    return fnv1a64(to_json(request));
}

} // namespace parley::op
