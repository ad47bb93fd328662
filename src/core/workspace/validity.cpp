#include "core/workspace/validity.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace parley {

Failure invalid(std::string_view field, std::string_view what) {
    std::string detail(field);
    detail += ": ";
    detail += what;
    return fail(ErrorCode::invalid_argument, "invalid_argument", std::move(detail));
}

Result<void> check_line(std::string_view field, std::string_view text, std::size_t characters_min,
                        std::size_t characters_max) {
    if (auto fault = text_fault(text, characters_min, characters_max))
        return invalid(field, *fault);
    if (text.find_first_of("\n\t") != std::string_view::npos)
        return invalid(field, "contains a control character");
    return {};
}

Result<void> check_text(std::string_view field, std::string_view text, std::size_t characters_max) {
    if (auto fault = text_fault(text, 1, characters_max))
        return invalid(field, *fault);
    return {};
}

Result<void> check_bytes(std::string_view field, std::string_view text, std::size_t bytes_max) {
    if (!is_valid_utf8(text))
        return invalid(field, "not valid UTF-8");
    if (text.find('\0') != std::string_view::npos)
        return invalid(field, "contains a control character");
    if (text.size() > bytes_max)
        return invalid(field, "longer than " + std::to_string(bytes_max) + " bytes");
    return {};
}

Result<void> check_range(std::string_view field, std::int64_t value, std::int64_t least,
                         std::int64_t most) {
    if (value < least || value > most)
        return invalid(field,
                       "not between " + std::to_string(least) + " and " + std::to_string(most));
    return {};
}

Result<void> check_context(const std::map<std::string, std::string>& context) {
    if (context.size() > limits::context_entries_max)
        return invalid("context",
                       "more than " + std::to_string(limits::context_entries_max) + " entries");
    std::size_t bytes = 0;
    for (const auto& [key, value] : context) {
        bytes += key.size() + value.size();
        DO(check_line("context key", key, 1, limits::context_key_characters_max));
        if (value.empty())
            continue;
        if (!is_valid_utf8(value) || has_control_characters(value))
            return invalid("context." + key, "not UTF-8 or holds control characters");
        if (count_characters(value) > limits::context_value_characters_max)
            return invalid("context." + key,
                           "longer than " + std::to_string(limits::context_value_characters_max) +
                               " characters");
    }
    if (bytes > limits::context_bytes_max)
        return invalid("context",
                       "longer than " + std::to_string(limits::context_bytes_max) + " bytes");
    return {};
}

Result<void> check_language(std::string_view field, std::string_view language) {
    bool is_tag = std::all_of(language.begin(), language.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
    if (!is_tag || language.size() > limits::language_bytes_max)
        return invalid(field, "not a language tag");
    return {};
}

} // namespace parley
