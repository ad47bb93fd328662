#include "app/edge/tokens.hpp"

#include <array>
#include <charconv>
#include <sodium.h>
#include <vector>

namespace parley::tokens {

namespace {

constexpr std::string_view visitor_prefix = "pv1.";

std::string base64url(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back(); // the terminating NUL
    return text;
}

std::string mac(std::string_view text, std::string_view key) {
    std::array<unsigned char, 32> sum{};
    crypto_generichash(sum.data(), sum.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return base64url(sum.data(), sum.size());
}

bool read_number(std::string_view text, std::int64_t& number) {
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end == text.data() + text.size();
}

} // namespace

std::string make_login(std::string_view prefix) {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return std::string(prefix) + base64url(bytes.data(), bytes.size());
}

std::string make_subject() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return base64url(bytes.data(), bytes.size());
}

std::string hash(std::string_view token) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
    crypto_hash_sha256(sum.data(), reinterpret_cast<const unsigned char*>(token.data()),
                       token.size());
    std::string hex(sum.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), sum.data(), sum.size());
    hex.pop_back();
    return hex;
}

bool looks_like_visitor(std::string_view token) { return token.starts_with(visitor_prefix); }

std::string sign_visitor(const Visitor& visitor, std::string_view key) {
    std::string text(visitor_prefix);
    text += std::to_string(visitor.workspace.value) + '.' + visitor.subject + '.' +
            std::to_string(visitor.expires_at.ms);
    return text + '.' + mac(text, key);
}

Result<Visitor> verify_visitor(std::string_view token, std::string_view key, Time now) {
    auto forged = fail(ErrorCode::unauthenticated, "token_forged");
    if (token.size() > 256 || !looks_like_visitor(token))
        return forged;
    auto dot = token.rfind('.');
    auto signature = token.substr(dot + 1);
    auto expected = mac(token.substr(0, dot), key);
    if (signature.size() != expected.size() ||
        sodium_memcmp(signature.data(), expected.data(), expected.size()) != 0)
        return forged;
    auto rest = token.substr(visitor_prefix.size(), dot - visitor_prefix.size());
    auto first = rest.find('.');
    auto last = rest.rfind('.');
    Visitor visitor;
    if (first == std::string_view::npos || first == last ||
        !read_number(rest.substr(0, first), visitor.workspace.value) ||
        !read_number(rest.substr(last + 1), visitor.expires_at.ms))
        return forged;
    visitor.subject = rest.substr(first + 1, last - first - 1);
    if (visitor.expires_at <= now)
        return fail(ErrorCode::unauthenticated, "token_expired");
    return visitor;
}

} // namespace parley::tokens
