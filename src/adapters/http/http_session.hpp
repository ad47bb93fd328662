#pragma once
// One connection speaking HTTP/1.1: reads a request, has it answered, writes the answer, then looks
// at the next; what a client sends ahead waits in the socket. Ends as a WebSocket when the feed is
// asked.

#include "adapters/http/io_thread.hpp"

namespace parley::http {

class HttpSession final : public WireOwner, public std::enable_shared_from_this<HttpSession> {
public:
    // `is_refused`: the address holds too many connections; the first request is answered so.
    HttpSession(IoThread& thread, std::unique_ptr<Wire> wire, const Address& address,
                AddressCounts::Place place, bool is_refused);
    ~HttpSession() override;
    void start();

    void answer(std::uint64_t call, edge::HttpAnswer answer);

    std::shared_ptr<WireOwner> hold() override { return shared_from_this(); }
    void on_written() override;
    void on_wire_ended() override { end(); }
    void sweep(Tick now) override;
    void stop() override;
    void abort() override { end(); }

private:
    enum class State {
        handshake, // TLS
        idle,      // between requests, nothing read
        header,
        body,
        answering, // by the application
        writing,
        finishing,
    };
    struct Input;

    void await_request();
    void read();
    void on_read(const error_code& failed, std::size_t bytes);
    void parse();
    void on_header();
    void refuse(const error_code& malformed);
    void handle();
    void call(ApiCall api);
    void upgrade(const Request& request, FeedUpgrade feed);
    void send(const Response& response);
    void end();

    IoThread& thread_;
    std::unique_ptr<Wire> wire_;
    Address address_;
    AddressCounts::Place place_;
    std::unique_ptr<Input> input_;
    std::shared_ptr<AnswerSlot> slot_;
    std::vector<std::pair<std::string_view, std::string>> call_headers_;
    std::string request_id_;
    std::uint64_t call_ = 0;
    Tick deadline_ = 0;
    State state_ = State::handshake;
    bool is_refused_;
    bool reading_ = false;
    bool keep_alive_ = false;
    bool ended_ = false;
};

} // namespace parley::http
