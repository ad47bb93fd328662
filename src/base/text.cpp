#include "base/text.hpp"

#include <cstdint>

namespace parley {

bool is_valid_utf8(std::string_view text) {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* end = p + text.size();
    auto continues = [&](const unsigned char* q) { return q < end && (*q & 0xC0) == 0x80; };
    while (p < end) {
        if (*p < 0x80) {
            ++p;
        } else if (*p >= 0xC2 && *p <= 0xDF) {
            if (!continues(p + 1))
                return false;
            p += 2;
        } else if (*p >= 0xE0 && *p <= 0xEF) {
            if (!continues(p + 1) || !continues(p + 2))
                return false;
            if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F))
                return false; // overlong, surrogate
            p += 3;
        } else if (*p >= 0xF0 && *p <= 0xF4) {
            if (!continues(p + 1) || !continues(p + 2) || !continues(p + 3))
                return false;
            if ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F))
                return false; // overlong, above U+10FFFF
            p += 4;
        } else {
            return false;
        }
    }
    return true;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string_view first_characters(std::string_view text, std::size_t characters) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++count > characters)
            return text.substr(0, i);
    return text;
}

bool is_blank(std::string_view text) {
    // White_Space of Unicode 15, and what has no width: U+180E, U+200B–U+200F, U+2060, U+FEFF.
    auto is_space = [](std::uint32_t c) {
        return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
               c == 0x180E || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 ||
               c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
    };
    std::uint32_t character = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) == 0x80)
            character = character << 6 | (byte & 0x3F);
        else
            character = byte < 0x80   ? byte
                        : byte < 0xE0 ? byte & 0x1F
                        : byte < 0xF0 ? byte & 0x0F
                                      : byte & 0x07;
        bool complete =
            i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0) != 0x80;
        if (complete && !is_space(character))
            return false;
    }
    return true;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool has_control_characters(std::string_view text) {
    for (char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return true;
    return false;
}

std::optional<std::string> text_fault(std::string_view text, std::size_t least, std::size_t most) {
    if (text.size() > 4 * most)
        return "longer than " + std::to_string(most) + " characters";
    if (!is_valid_utf8(text))
        return "not valid UTF-8";
    if (count_characters(text) > most)
        return "longer than " + std::to_string(most) + " characters";
    if (has_control_characters(text))
        return "contains a control character";
    if (least > 0 && is_blank(text))
        return "empty";
    if (count_characters(trimmed(text)) < least)
        return "shorter than " + std::to_string(least) + " characters";
    return std::nullopt;
}

} // namespace parley
