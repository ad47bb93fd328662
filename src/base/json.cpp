#include "base/json.hpp"

#include "base/text.hpp"

#include <boost/json/src.hpp>

namespace parley {

void write_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t clean = 0; // start of the run that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') [[likely]]
            continue;
        out.append(text.substr(clean, i - clean));
        clean = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default: {
            constexpr char digits[] = "0123456789abcdef";
            out += "\\u00";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
        }
    }
    out.append(text.substr(clean));
    out += '"';
}

// Looked at once more because it is refused: where it stops being JSON.
static std::string what_is_malformed(std::string_view text,
                                     const boost::json::parse_options& options) {
    if (!is_valid_utf8(text))
        return "not valid UTF-8";
    boost::json::stream_parser parser({}, options);
    boost::system::error_code failed;
    auto read = parser.write_some(text.data(), text.size(), failed);
    if (!failed && read == text.size())
        parser.finish(failed);
    auto what = failed ? failed.message() : std::string("more after the end");
    return "at byte " + std::to_string(read) + ": " + what;
}

Result<boost::json::value> parse_json(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::system::error_code failed;
    auto value = boost::json::parse(text, failed, {}, options);
    if (failed)
        return fail(ErrorCode::invalid_argument, "malformed_json",
                    what_is_malformed(text, options));
    return value;
}

namespace json_detail {

Error at_field(std::string_view field, Error inner) {
    std::string path(field);
    if (!inner.detail.starts_with('[') && !inner.detail.starts_with(':'))
        path += '.';
    inner.detail = path + inner.detail;
    return inner;
}

Error at_index(std::size_t index, Error inner) {
    std::string path = "[" + std::to_string(index) + "]";
    if (!inner.detail.starts_with('[') && !inner.detail.starts_with(':'))
        path += '.';
    inner.detail = path + inner.detail;
    return inner;
}

Error expected(std::string_view what) {
    return {ErrorCode::invalid_argument, "wrong_type", ": expected " + std::string(what)};
}

Error unknown_field(std::string_view field) {
    return {ErrorCode::invalid_argument, "unknown_field", std::string(field) + ": unknown field"};
}

Error missing_field(std::string_view field) {
    return {ErrorCode::invalid_argument, "missing_field", std::string(field) + ": missing"};
}

} // namespace json_detail

} // namespace parley
