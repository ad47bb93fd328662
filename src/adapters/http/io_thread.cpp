#include "adapters/http/io_thread.hpp"

#include "adapters/http/http_session.hpp"
#include "adapters/http/ws_session.hpp"
#include "base/check.hpp"
#include "base/log.hpp"

#include <cstdio>
#include <openssl/rand.h>

namespace parley::http {
namespace {

constexpr Tick complain_every_ms = 60'000;

Address address_of(const tcp::endpoint& endpoint) {
    auto ip = endpoint.address();
    Address address;
    address.bytes = ip.is_v6()
                        ? ip.to_v6().to_bytes()
                        : asio::ip::make_address_v6(asio::ip::v4_mapped, ip.to_v4()).to_bytes();
    return address;
}

} // namespace

// ---- AddressCounts ----

AddressCounts::Place AddressCounts::enter(const std::string& address, std::size_t& count) {
    std::lock_guard lock(mutex_);
    count = ++counts_[address];
    return Place(*this, address);
}

void AddressCounts::leave(const std::string& address) {
    std::lock_guard lock(mutex_);
    auto found = counts_.find(address);
    if (found != counts_.end() && --found->second == 0)
        counts_.erase(found);
}

// ---- Inbox ----

void Inbox::deliver(std::vector<edge::Delivery> batch) {
    std::unique_lock lock(mutex_);
    if (!io_)
        return;
    if (deliveries_.empty())
        deliveries_.swap(batch);
    else
        deliveries_.insert(deliveries_.end(), std::make_move_iterator(batch.begin()),
                           std::make_move_iterator(batch.end()));
    wake(std::move(lock));
}

void Inbox::answer(Answer answer) {
    std::unique_lock lock(mutex_);
    if (!io_)
        return;
    answers_.push_back(std::move(answer));
    wake(std::move(lock));
}

// Posted under the lock, so that shut() cannot come between.
void Inbox::wake(std::unique_lock<std::mutex> lock) {
    if (std::exchange(wake_is_pending_, true))
        return;
    asio::post(*io_, [self = shared_from_this()] { self->drain(); });
    lock.unlock();
}

void Inbox::drain() {
    std::vector<Answer> answers;
    draining_.clear();
    {
        std::lock_guard lock(mutex_);
        wake_is_pending_ = false;
        draining_.swap(deliveries_);
        answers.swap(answers_);
    }
    for (auto& delivery : draining_)
        if (auto* session = static_cast<WsTransport&>(*delivery.to).session)
            session->take(delivery);
    for (auto& delivery : draining_)
        if (auto* session = static_cast<WsTransport&>(*delivery.to).session)
            session->flush();
    draining_.clear();
    for (auto& answer : answers)
        if (answer.to->session)
            answer.to->session->answer(answer.call, std::move(answer.answer));
}

void Inbox::shut() {
    std::vector<edge::Delivery> deliveries;
    std::vector<Answer> answers;
    std::lock_guard lock(mutex_);
    io_ = nullptr;
    deliveries.swap(deliveries_);
    answers.swap(answers_);
}

// ---- IoThread ----

IoThread::IoThread(std::shared_ptr<Shared> shared)
    : shared_(std::move(shared)), work_(asio::make_work_guard(io_)),
      inbox_(std::make_shared<Inbox>(io_)), sweep_timer_(io_.get_executor()) {
    ENSURE(RAND_bytes(reinterpret_cast<unsigned char*>(&request_prefix_), sizeof request_prefix_) ==
           1);
    read_clock();
}

IoThread::~IoThread() {
    inbox_->shut();
    ENSURE(!thread_.joinable());
}

Result<void> IoThread::listen(int listener, bool tls) {
    auto made = std::make_unique<Listener>(
        Listener{asio::basic_socket_acceptor<tcp, Executor>(io_.get_executor()),
                 asio::basic_waitable_timer<std::chrono::steady_clock,
                                            asio::wait_traits<std::chrono::steady_clock>, Executor>(
                     io_.get_executor()),
                 tls, 0});
    error_code failed;
    made->acceptor.assign(tcp::v6(), listener, failed);
    if (failed)
        return fail(ErrorCode::unavailable, "cannot_listen", failed.message());
    listeners_.push_back(std::move(made));
    return {};
}

void IoThread::start() {
    for (auto& listener : listeners_)
        accept(*listener);
    schedule_sweep();
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "parley-io");
        io_.run();
        inbox_->shut();
        done_.store(true);
    });
}

void IoThread::begin_stop() {
    asio::post(io_, [this] {
        stopping_ = true;
        for (auto& listener : listeners_) {
            error_code ignored;
            listener->acceptor.close(ignored);
            listener->pause.cancel();
        }
        inbox_->drain(); // frames handed over before the stop go out before the close
        for (auto i = owners_.size(); i-- > 0;)
            if (i < owners_.size()) {
                auto owner = owners_[i];
                owner->stop();
            }
        leave_when_empty();
    });
}

void IoThread::abort_all() {
    asio::post(io_, [this] {
        while (!owners_.empty()) {
            auto owner = owners_.back();
            owner->abort();
        }
        leave_when_empty();
    });
}

void IoThread::join() {
    if (thread_.joinable())
        thread_.join();
}

void IoThread::leave_when_empty() {
    if (!stopping_ || !owners_.empty())
        return;
    sweep_timer_.cancel();
    work_.reset();
}

void IoThread::add(std::shared_ptr<WireOwner> owner) {
    owner->slot = owners_.size();
    owners_.push_back(std::move(owner));
    ++shared_->connections;
}

void IoThread::remove(WireOwner& owner) {
    auto slot = std::exchange(owner.slot, SIZE_MAX);
    ENSURE(slot < owners_.size());
    auto keep = std::move(owners_[slot]);
    if (slot + 1 < owners_.size()) {
        owners_[slot] = std::move(owners_.back());
        owners_[slot]->slot = slot;
    }
    owners_.pop_back();
    --shared_->connections;
    leave_when_empty();
}

std::string IoThread::next_request_id() {
    char id[32];
    auto length = std::snprintf(id, sizeof id, "%012llx%08x",
                                static_cast<unsigned long long>(request_prefix_ & 0xffffffffffff),
                                ++request_count_);
    return std::string(id, static_cast<std::size_t>(length));
}

void IoThread::read_clock() {
    auto since = std::chrono::steady_clock::now().time_since_epoch();
    now_ = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

void IoThread::schedule_sweep() {
    sweep_timer_.expires_after(shared_->options.timeouts.sweep);
    sweep_timer_.async_wait([this](error_code cancelled) {
        if (cancelled)
            return;
        read_clock();
        for (auto i = owners_.size(); i-- > 0;)
            if (i < owners_.size()) {
                auto owner = owners_[i];
                owner->sweep(now_);
            }
        if (!stopping_ || !owners_.empty())
            schedule_sweep();
    });
}

void IoThread::accept(Listener& listener) {
    listener.acceptor.async_accept([this, &listener](error_code failed, Socket socket) {
        if (stopping_ || failed == asio::error::operation_aborted)
            return;
        if (failed && failed != asio::error::connection_aborted) {
            pause_accepting(listener, failed);
            return;
        }
        if (!failed)
            accepted(listener, std::move(socket));
        accept(listener);
    });
}

void IoThread::accepted(Listener& listener, Socket socket) {
    error_code failed;
    auto endpoint = socket.remote_endpoint(failed);
    if (failed)
        return; // gone already
    socket.set_option(tcp::no_delay(true), failed);

    auto address = address_of(endpoint);
    auto limit = shared_->options.connections_per_address;
    AddressCounts::Place place;
    bool is_refused = false;
    if (limit > 0 && !shared_->proxies.trusts(address)) {
        std::size_t count = 0;
        place = shared_->addresses.enter(address.text(), count);
        is_refused = count > limit;
        if (count > 2 * limit)
            return;
    }
    auto tls = listener.tls ? shared_->tls.current() : nullptr;
    auto wire = std::make_unique<Wire>(std::move(socket), std::move(tls), now_);
    std::make_shared<HttpSession>(*this, std::move(wire), address, std::move(place), is_refused)
        ->start();
}

// Out of descriptors or memory: trying again at once would only burn the processor.
void IoThread::pause_accepting(Listener& listener, const error_code& failed) {
    if (listener.complained_at == 0 || now_ - listener.complained_at >= complain_every_ms) {
        listener.complained_at = now_;
        log::warn("cannot accept connections for now: {} ({} open)", failed.message(),
                  shared_->connections.load());
    }
    listener.pause.expires_after(shared_->options.timeouts.accept_pause);
    listener.pause.async_wait([this, &listener](error_code cancelled) {
        if (!cancelled && !stopping_)
            accept(listener);
    });
}

} // namespace parley::http
