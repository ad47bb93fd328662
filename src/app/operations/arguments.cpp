#include "app/operations/arguments.hpp"

namespace parley::op {

Result<void> check_text(std::string_view field, std::string_view text, std::size_t min,
                        std::size_t max) {
    if (auto fault = text_fault(text, min, max))
        return bad_field(field, *fault);
    return {};
}

Result<void> check_password(std::string_view field, std::string_view password) {
    if (password.size() < limits::password_bytes_min ||
        password.size() > limits::password_bytes_max)
        return bad_field(field, "needs " + std::to_string(limits::password_bytes_min) + " to " +
                                    std::to_string(limits::password_bytes_max) + " bytes");
    return {};
}

Result<void> check_client_id(std::string_view field, std::string_view id) {
    if (id.empty())
        return bad_field(field, "empty");
    if (id.size() > limits::client_id_bytes_max)
        return bad_field(field,
                         "longer than " + std::to_string(limits::client_id_bytes_max) + " bytes");
    for (char c : id)
        if (c < 0x21 || c > 0x7E)
            return bad_field(field, "only visible ASCII characters");
    return {};
}

Result<void> check_context(std::string_view field,
                           const std::map<std::string, std::string>& context) {
    if (context.size() > limits::context_entries_max)
        return bad_field(field,
                         "more than " + std::to_string(limits::context_entries_max) + " entries");
    std::size_t bytes = 0;
    for (const auto& [key, value] : context) {
        std::string path = std::string(field) + "." +
                           std::string(first_characters(is_valid_utf8(key) ? key : "?", 100));
        DO(check_text(path, key, 1, limits::context_key_characters_max));
        DO(check_text(path, value, 0, limits::context_value_characters_max));
        bytes += key.size() + value.size();
    }
    if (bytes > limits::context_bytes_max)
        return bad_field(field, "more than " + std::to_string(limits::context_bytes_max) +
                                    " bytes in all");
    return {};
}

std::string normalised(std::string text) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        if (text[from] == '\r') {
            if (from + 1 < text.size() && text[from + 1] == '\n')
                continue;
            text[to++] = '\n';
        } else {
            text[to++] = text[from];
        }
    }
    text.resize(to);
    return text;
}

} // namespace parley::op
