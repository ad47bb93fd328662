#include "adapters/http/http_session.hpp"

#include "adapters/http/ws_session.hpp"
#include "base/text.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace parley::http {
namespace {

namespace beast = boost::beast;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::size_t read_bytes = 1'024; // at first; a connection that waits holds no more
constexpr std::size_t read_bytes_more = 16 * 1'024;

Request to_request(Parser& parser) {
    auto& message = parser.get();
    Request request;
    request.method = message.method_string();
    request.target = message.target();
    request.is_http_11 = message.version() == 11;
    request.keep_alive = message.keep_alive();
    for (const auto& field : message)
        request.headers.emplace_back(lower_ascii(field.name_string()), field.value());
    request.body = std::move(message.body());
    return request;
}

// Two ways to tell where the body ends, or one we do not know, let two readers see two requests.
bool has_clear_length(const Parser& parser) {
    const auto& message = parser.get();
    auto lengths = message.count(beast::http::field::content_length);
    auto encodings = message.count(beast::http::field::transfer_encoding);
    if (lengths + encodings > 1)
        return false;
    return encodings == 0 ||
           beast::iequals(message[beast::http::field::transfer_encoding], "chunked");
}

Response too_many_connections() {
    auto refused = problem(429, ErrorCode::resource_exhausted, "too_many_connections",
                           "Too many connections from this address");
    refused.headers.emplace_back("Retry-After", "5");
    refused.close = true;
    return refused;
}

} // namespace

struct HttpSession::Input {
    beast::flat_buffer buffer{limits::http_header_bytes_max + limits::http_body_bytes_max};
    std::optional<Parser> parser;

    void next_request() {
        parser.emplace();
        parser->header_limit(limits::http_header_bytes_max);
        parser->body_limit(limits::http_body_bytes_max);
        parser->eager(true);
    }
};

HttpSession::HttpSession(IoThread& thread, std::unique_ptr<Wire> wire, const Address& address,
                         AddressCounts::Place place, bool is_refused)
    : thread_(thread), wire_(std::move(wire)), address_(address), place_(std::move(place)),
      input_(std::make_unique<Input>()), is_refused_(is_refused) {
    wire_->set_owner(*this);
}

HttpSession::~HttpSession() = default;

void HttpSession::start() {
    thread_.add(shared_from_this());
    deadline_ = thread_.deadline(thread_.shared().options.timeouts.header);
    input_->next_request();
    if (!wire_->is_tls()) {
        state_ = State::header;
        read();
        return;
    }
    wire_->async_handshake([self = shared_from_this()](error_code failed) {
        if (self->ended_)
            return;
        if (failed) {
            self->end();
            return;
        }
        self->state_ = State::header;
        self->read();
    });
}

void HttpSession::await_request() {
    input_->next_request();
    if (input_->buffer.size() > 0) {
        state_ = State::header;
        deadline_ = thread_.deadline(thread_.shared().options.timeouts.header);
        parse();
        return;
    }
    state_ = State::idle;
    deadline_ = thread_.deadline(thread_.shared().options.timeouts.keep_alive);
    input_->buffer.shrink_to_fit();
    read();
}

void HttpSession::read() {
    auto wanted = input_->buffer.capacity() < read_bytes ? read_bytes : read_bytes_more;
    wanted = std::min(wanted, input_->buffer.max_size() - input_->buffer.size());
    reading_ = true;
    wire_->async_read_some(input_->buffer.prepare(wanted),
                           [self = shared_from_this()](error_code failed, std::size_t bytes) {
                               self->on_read(failed, bytes);
                           });
}

void HttpSession::on_read(const error_code& failed, std::size_t bytes) {
    reading_ = false;
    if (ended_)
        return;
    if (failed) {
        end();
        return;
    }
    if (wire_->is_finishing()) {
        wire_->read_rest();
        return;
    }
    if (state_ == State::writing) // a time-out is being answered; this comes too late
        return;
    input_->buffer.commit(bytes);
    if (state_ == State::idle) {
        state_ = State::header;
        deadline_ = thread_.deadline(thread_.shared().options.timeouts.header);
    }
    parse();
}

void HttpSession::parse() {
    auto& parser = *input_->parser;
    while (input_->buffer.size() > 0) {
        error_code failed;
        auto taken = parser.put(input_->buffer.data(), failed);
        input_->buffer.consume(taken);
        if (parser.is_header_done() && state_ == State::header) {
            if (!has_clear_length(parser))
                failed = beast::http::error::bad_transfer_encoding;
            else
                on_header();
        }
        if (failed == beast::http::error::need_more) {
            if (input_->buffer.size() >= limits::http_header_bytes_max) {
                refuse(beast::http::error::header_limit);
                return;
            }
            break;
        }
        if (failed) {
            refuse(failed);
            return;
        }
        if (parser.is_done()) {
            handle();
            return;
        }
        if (taken == 0)
            break;
    }
    if (input_->parser->is_done()) // a request without a body, its last byte just taken
        handle();
    else
        read();
}

void HttpSession::on_header() {
    state_ = State::body;
    deadline_ = thread_.deadline(thread_.shared().options.timeouts.body);
    if (!input_->parser->is_done() &&
        beast::iequals(input_->parser->get()[beast::http::field::expect], "100-continue")) {
        wire_->outgoing() += "HTTP/1.1 100 Continue\r\n\r\n";
        wire_->flush();
    }
}

void HttpSession::refuse(const error_code& malformed) {
    request_id_ = thread_.next_request_id();
    keep_alive_ = false;
    if (malformed == beast::http::error::header_limit ||
        malformed == beast::http::error::buffer_overflow)
        send(problem(431, ErrorCode::invalid_argument, "headers_too_large",
                     "The request's headers are too large",
                     "longer than " + std::to_string(limits::http_header_bytes_max) + " bytes"));
    else if (malformed == beast::http::error::body_limit)
        send(problem(413, ErrorCode::invalid_argument, "body_too_large",
                     "The request's body is too large",
                     "longer than " + std::to_string(limits::http_body_bytes_max) + " bytes"));
    else
        send(problem(400, ErrorCode::invalid_argument, "bad_request", "The request is malformed",
                     malformed.message()));
}

void HttpSession::handle() {
    auto request = to_request(*input_->parser);
    request_id_ = thread_.next_request_id();
    keep_alive_ = request.keep_alive && request.is_http_11;
    if (is_refused_) {
        send(too_many_connections());
        return;
    }
    bool is_head = request.method == "HEAD";
    auto route = thread_.shared().routes.route(request, address_, wire_->is_tls());
    if (auto* response = std::get_if<Response>(&route)) {
        response->head_only = is_head; // errors too, or the client takes their body for an answer
        send(*response);
    } else if (auto* api = std::get_if<ApiCall>(&route))
        call(std::move(*api));
    else
        upgrade(request, std::move(std::get<FeedUpgrade>(route)));
}

void HttpSession::call(ApiCall api) {
    state_ = State::answering;
    deadline_ = thread_.deadline(thread_.shared().options.timeouts.answer);
    call_headers_ = std::move(api.headers);
    api.call.request_id = request_id_;
    if (!slot_)
        slot_ = std::make_shared<AnswerSlot>(AnswerSlot{this});
    thread_.shared().edge.call(std::move(api.call), [inbox = thread_.inbox(), slot = slot_,
                                                     call = ++call_](edge::HttpAnswer answer) {
        inbox->answer({slot, call, std::move(answer)});
    });
}

void HttpSession::answer(std::uint64_t call, edge::HttpAnswer answer) {
    auto self = shared_from_this();
    if (ended_ || state_ != State::answering || call != call_)
        return;
    Response response;
    response.status = answer.status;
    response.content_type = std::move(answer.content_type);
    response.body = std::move(answer.body);
    response.headers = std::move(call_headers_);
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!answer.set_cookie.empty())
        response.headers.emplace_back("Set-Cookie", std::move(answer.set_cookie));
    if (answer.retry_after_s > 0)
        response.headers.emplace_back("Retry-After", std::to_string(answer.retry_after_s));
    send(response);
}

void HttpSession::upgrade(const Request& request, FeedUpgrade feed) {
    auto& shared = thread_.shared();
    std::size_t count = 0;
    auto limit = shared.options.connections_per_address;
    if (limit > 0 && shared.proxies.trusts(address_)) { // the proxy's own connections do not count
        auto place = shared.addresses.enter(feed.peer.address, count);
        if (count > limit) {
            send(too_many_connections());
            return;
        }
        place_ = std::move(place);
    }
    auto rest = input_->buffer.data();
    wire_->unread({static_cast<const char*>(rest.data()), rest.size()});
    auto wire = std::move(wire_);
    auto place = std::move(place_);
    auto& thread = thread_;
    auto self = shared_from_this();
    end();
    open_websocket(thread, std::move(wire), request, std::move(feed), std::move(place));
}

void HttpSession::send(const Response& response) {
    state_ = State::writing;
    if (response.close || thread_.shared().stopping.load())
        keep_alive_ = false;
    write_response(wire_->outgoing(), response, request_id_, keep_alive_);
    if (!response.head_only)
        wire_->send_static(response.static_body);
    wire_->flush();
}

void HttpSession::on_written() {
    if (ended_ || state_ != State::writing)
        return;
    if (keep_alive_ && !thread_.shared().stopping.load()) {
        await_request();
        return;
    }
    state_ = State::finishing;
    deadline_ = thread_.deadline(thread_.shared().options.timeouts.closing);
    wire_->finish(reading_);
}

void HttpSession::sweep(Tick now) {
    if (state_ == State::writing) {
        if (wire_->is_stuck(thread_.shared().options.timeouts.write.count()))
            end();
        return;
    }
    if (now < deadline_)
        return;
    if (state_ == State::answering) {
        ++call_;
        send(problem(503, ErrorCode::unavailable, "unavailable",
                     "No answer in time; the outcome is unknown, repeat with the same client id"));
    } else if ((state_ == State::header && input_->parser->got_some()) || state_ == State::body ||
               (state_ == State::header && input_->buffer.size() > 0)) {
        request_id_ = thread_.next_request_id();
        keep_alive_ = false;
        send(problem(408, ErrorCode::invalid_argument, "request_timeout",
                     "The request did not arrive in time"));
    } else {
        end();
    }
}

void HttpSession::stop() {
    if (state_ == State::idle || state_ == State::handshake || state_ == State::header)
        end();
}

void HttpSession::end() {
    if (ended_)
        return;
    ended_ = true;
    if (slot_)
        slot_->session = nullptr;
    if (wire_)
        wire_->close();
    thread_.remove(*this);
}

} // namespace parley::http
