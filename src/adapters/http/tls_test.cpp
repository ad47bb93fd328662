#include "adapters/http/test_support.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace parley::http {
namespace {

using namespace testing;

// A folder with a fresh self-signed certificate of the given name.
class Certificate {
public:
    explicit Certificate(const std::string& name) {
        folder_ = std::filesystem::temp_directory_path() /
                  ("parley-tls-" + std::to_string(::getpid()) + "-" + name);
        std::filesystem::create_directories(folder_);
        issue(name);
    }
    ~Certificate() { std::filesystem::remove_all(folder_); }

    void issue(const std::string& name) {
        EVP_PKEY* key = EVP_EC_gen("P-256");
        X509* certificate = X509_new();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        auto* subject = X509_get_subject_name(certificate);
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(certificate, subject);
        X509_sign(certificate, key, EVP_sha256());
        if (auto* file = std::fopen(options().certificate_file.c_str(), "w")) {
            PEM_write_X509(file, certificate);
            std::fclose(file);
        }
        if (auto* file = std::fopen(options().key_file.c_str(), "w")) {
            PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
            std::fclose(file);
        }
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    void spoil() { std::ofstream(options().certificate_file) << "no certificate"; }

    TlsOptions options() const {
        return {(folder_ / "cert.pem").string(), (folder_ / "key.pem").string(), 0};
    }

private:
    std::filesystem::path folder_;
};

class TlsClient {
public:
    explicit TlsClient(std::uint16_t port, int version_max = TLS1_3_VERSION) {
        fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        context_ = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_security_level(context_, 0);
        SSL_CTX_set_max_proto_version(context_, version_max);
        ssl_ = SSL_new(context_);
        const unsigned char protocols[] = "\x02h2\x08http/1.1";
        SSL_set_alpn_protos(ssl_, protocols, sizeof protocols - 1);
        SSL_set_fd(ssl_, fd_);
        is_connected = SSL_connect(ssl_) == 1;
    }
    ~TlsClient() {
        SSL_free(ssl_);
        SSL_CTX_free(context_);
        ::close(fd_);
    }

    std::string subject() {
        auto* certificate = SSL_get1_peer_certificate(ssl_);
        char name[64] = {};
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name,
                                  sizeof name);
        X509_free(certificate);
        return name;
    }
    std::string protocol() {
        const unsigned char* name = nullptr;
        unsigned length = 0;
        SSL_get0_alpn_selected(ssl_, &name, &length);
        return std::string(reinterpret_cast<const char*>(name), length);
    }
    void send(const std::string& bytes) {
        CHECK(SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0);
    }
    // Reads until `end` has come.
    std::string until(const std::string& end) {
        std::string all;
        char buffer[4096];
        while (all.find(end) == all.npos) {
            int got = SSL_read(ssl_, buffer, sizeof buffer);
            if (got <= 0)
                break;
            all.append(buffer, static_cast<std::size_t>(got));
        }
        return all;
    }

    bool is_connected = false;

private:
    int fd_;
    SSL_CTX* context_;
    SSL* ssl_;
};

TEST_CASE("over TLS the same is served, and the client counts as secure") {
    Certificate certificate("one");
    auto options = test_options();
    options.tls = certificate.options();
    TestServer server(options);
    TlsClient client(server.http->tls_port());
    REQUIRE(client.is_connected);
    CHECK(client.protocol() == "http/1.1");
    for (int i = 0; i < 2; ++i) {
        client.send("POST /api/v1/x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    "Content-Length: 2\r\n\r\n{}");
        CHECK(client.until("\"cookie\":\"\"}").starts_with("HTTP/1.1 200 OK"));
    }
    CHECK(server.edge.calls().at(0).peer.secure);
    client.send("GET /widget.js HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(client.until("widget()").ends_with("\r\n\r\nwidget()"));

    client.send(RawClient::handshake());
    CHECK(client.until("\r\n\r\n").starts_with("HTTP/1.1 101"));
    client.send(RawClient::masked_frame(0x81, "echo " + std::string(20'000, 'x')));
    CHECK(client.until(std::string(20'000, 'x')).size() == 20'004);
    server.edge.await("open");
    auto transport = server.edge.transport();
    transport->outlet().deliver({{transport, "bye", 4504, "login_closed"}});
    CHECK(client.until("login_closed").find("bye") != std::string::npos);
    client.send(RawClient::masked_frame(0x88, "\x11\x98"));
    CHECK(client.until("never").empty());

    RawClient plain(*server.http);
    CHECK(plain.get("/healthz").status == 200);
}

TEST_CASE("nothing older than TLS 1.2 is spoken, and half a handshake is dropped") {
    Certificate certificate("old");
    auto options = test_options();
    options.tls = certificate.options();
    options.timeouts.header = 100ms;
    TestServer server(options);
    CHECK_FALSE(TlsClient(server.http->tls_port(), TLS1_1_VERSION).is_connected);
    CHECK(TlsClient(server.http->tls_port(), TLS1_2_VERSION).is_connected);
    for (int i = 0; i < 300 && server.http->connections() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    CHECK(server.http->connections() == 0);
}

TEST_CASE("a reload gives new connections the new certificate and keeps the old ones") {
    Certificate certificate("first");
    auto options = test_options();
    options.tls = certificate.options();
    TestServer server(options);
    TlsClient before(server.http->tls_port());
    CHECK(before.subject() == "first");
    certificate.issue("second");
    server.http->reload_tls();
    TlsClient after(server.http->tls_port());
    CHECK(after.subject() == "second");
    certificate.spoil();
    server.http->reload_tls();
    TlsClient still(server.http->tls_port());
    CHECK(still.subject() == "second");
    before.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(before.until("ok\n").ends_with("ok\n"));
}

TEST_CASE("a certificate that cannot be used is refused by name at the start") {
    auto options = test_options();
    options.tls = TlsOptions{"/nowhere/cert.pem", "/nowhere/key.pem", 0};
    FakeEdge edge;
    NoAssets assets;
    auto started = HttpServer::start(options, edge, assets);
    REQUIRE_FALSE(started);
    CHECK(started.error().reason == "tls_certificate_unusable");
    CHECK(started.error().detail.starts_with("/nowhere/cert.pem: "));
    Certificate one("a"), other("b");
    options.tls = TlsOptions{one.options().certificate_file, other.options().key_file, 0};
    auto mismatched = HttpServer::start(options, edge, assets);
    REQUIRE_FALSE(mismatched);
    CHECK(mismatched.error().reason == "tls_key_unusable");
}

} // namespace
} // namespace parley::http
