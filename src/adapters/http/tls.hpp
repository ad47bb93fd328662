#pragma once
// The certificate in use. Reloading swaps it for new connections; the old ones keep theirs.

#include "adapters/http/options.hpp"
#include "base/result.hpp"

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <mutex>

namespace parley::http {

class TlsHolder {
public:
    // TLS 1.2 and 1.3. On failure the certificate in use stays.
    Result<void> load(const TlsOptions& options);
    std::shared_ptr<boost::asio::ssl::context> current() const;

private:
    mutable std::mutex mutex_;
    std::shared_ptr<boost::asio::ssl::context> context_;
};

} // namespace parley::http
