#pragma once
// Decides what a request is: something answered here, a call of the application, or the feed's
// WebSocket. No I/O; Edge is asked for its documents and for the Origin check only.

#include "adapters/http/asset_source.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/trusted_proxies.hpp"
#include "app/edge/edge.hpp"

#include <variant>

namespace parley::http {

// POST or GET of an operation; `headers` go onto its answer.
struct ApiCall {
    edge::HttpCall call;
    std::vector<std::pair<std::string_view, std::string>> headers;
};

// GET /api/v1/feed that passed all checks.
struct FeedUpgrade {
    edge::Peer peer;
    edge::Credentials credentials;
};

using Route = std::variant<Response, ApiCall, FeedUpgrade>;

struct Routes {
    edge::Edge& edge;
    const AssetSource& assets;
    const TrustedProxies& proxies;

    // `socket` holds the connection, `secure`: over TLS. The call takes the request's body.
    Route route(Request& request, const Address& socket, bool secure) const;
};

} // namespace parley::http
