#pragma once
// Answers GET and HEAD for everything outside /api: desk, demo shop, widget. HTML gets a fresh
// nonce in place of __CSP_NONCE__ and the Content-Security-Policy of its page; other files are
// revalidated by ETag, or kept for a year when their name holds their hash.

#include "adapters/http/asset_source.hpp"
#include "adapters/http/message.hpp"

namespace parley::http {

// `host` is the Host the client sees; it goes into connect-src.
Response answer_asset(const AssetSource& assets, const Request& request, std::string_view host);

} // namespace parley::http
