#pragma once
// Credentials as text. Login and API tokens are random and looked up by their hash; a visitor token
// is signed and carries its workspace and subject, so that ten thousand idle visitors cost no
// storage.

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <string>
#include <string_view>

namespace parley::tokens {

// "pl_…" (browser login) or "pa_…" (API token) with 256 random bits, base64url.
std::string make_login(std::string_view prefix);
// SHA-256, hex: what is stored.
std::string hash(std::string_view token);
// 128 random bits, base64url.
std::string make_subject();

struct Visitor {
    WorkspaceId workspace;
    std::string subject;
    Time expires_at;
};
// "pv1.<workspace>.<subject>.<expires ms>.<mac>"; mac is keyed BLAKE2b-256 over what stands before
// it.
std::string sign_visitor(const Visitor& visitor, std::string_view key);
// Refused: token_forged, token_expired (unauthenticated).
Result<Visitor> verify_visitor(std::string_view token, std::string_view key, Time now);
bool looks_like_visitor(std::string_view token);

} // namespace parley::tokens
