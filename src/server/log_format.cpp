#include "server/log_format.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <spdlog/pattern_formatter.h>

namespace parley {

namespace {

// The message as a JSON string, whatever is in it.
class JsonMessage final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& out) override {
        std::string text(message.payload.data(), message.payload.size());
        if (!is_valid_utf8(text)) // of a library, say
            for (char& c : text)
                if (static_cast<unsigned char>(c) >= 0x80)
                    c = '?';
        std::string literal;
        write_json_string(literal, text);
        out.append(literal.data(), literal.data() + literal.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<JsonMessage>();
    }
};

} // namespace

std::unique_ptr<spdlog::formatter> log_formatter(LogFormat format) {
    if (format == LogFormat::text)
        return std::make_unique<spdlog::pattern_formatter>("%H:%M:%S.%e %^%l%$ %v");
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    formatter->add_flag<JsonMessage>('J').set_pattern(
        R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%J})");
    return formatter;
}

} // namespace parley
