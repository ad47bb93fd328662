#pragma once
// What people and administrators may write: lengths and forms, refused as invalid_argument with a
// detail that names the field.

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace parley {

Failure invalid(std::string_view field, std::string_view what);

// UTF-8 of one line, between the two lengths in characters.
Result<void> check_line(std::string_view field, std::string_view text, std::size_t characters_min,
                        std::size_t characters_max);
// UTF-8 with line breaks, not blank.
Result<void> check_text(std::string_view field, std::string_view text, std::size_t characters_max);
Result<void> check_bytes(std::string_view field, std::string_view text, std::size_t bytes_max);
Result<void> check_range(std::string_view field, std::int64_t value, std::int64_t least,
                         std::int64_t most);
Result<void> check_context(const std::map<std::string, std::string>& context);
// Letters, digits and hyphens (BCP 47); empty allowed.
Result<void> check_language(std::string_view field, std::string_view language);

} // namespace parley
