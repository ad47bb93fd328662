#include "adapters/http/tls.hpp"

#include <string_view>

namespace parley::http {
namespace {

namespace ssl = boost::asio::ssl;

// We speak HTTP/1.1 only; a client that offers ALPN without it gets no agreement, which it may
// take.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length,
                    const unsigned char* offered, unsigned offered_length, void*) {
    constexpr std::string_view wanted = "http/1.1";
    for (unsigned at = 0; at < offered_length; at += offered[at] + 1u) {
        auto* name = reinterpret_cast<const char*>(offered + at + 1);
        if (at + 1u + offered[at] <= offered_length &&
            std::string_view(name, offered[at]) == wanted) {
            *chosen = offered + at + 1;
            *length = offered[at];
            return SSL_TLSEXT_ERR_OK;
        }
    }
    return SSL_TLSEXT_ERR_NOACK;
}

} // namespace

Result<void> TlsHolder::load(const TlsOptions& options) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // idle connections hold no record buffers
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
    boost::system::error_code failed;
    context->use_certificate_chain_file(options.certificate_file, failed);
    if (failed)
        return fail(ErrorCode::invalid_argument, "tls_certificate_unusable",
                    options.certificate_file + ": " + failed.message());
    context->use_private_key_file(options.key_file, ssl::context::pem, failed);
    if (failed)
        return fail(ErrorCode::invalid_argument, "tls_key_unusable",
                    options.key_file + ": " + failed.message());
    std::lock_guard lock(mutex_);
    context_ = std::move(context);
    return {};
}

std::shared_ptr<ssl::context> TlsHolder::current() const {
    std::lock_guard lock(mutex_);
    return context_;
}

} // namespace parley::http
