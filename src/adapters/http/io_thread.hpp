#pragma once
// One I/O thread: an io_context, its Outlet, its connections and the sweep that looks at their
// deadlines once a second (no timer per connection, none per frame).

#include "adapters/http/asset_source.hpp"
#include "adapters/http/options.hpp"
#include "adapters/http/routes.hpp"
#include "adapters/http/tls.hpp"
#include "adapters/http/wire.hpp"
#include "app/edge/edge.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace parley::http {

class HttpSession;

// Where an answer goes: its session while that lives. Other threads hold it and never look inside.
struct AnswerSlot {
    HttpSession* session = nullptr;
};

// How many connections an address holds, over all threads.
class AddressCounts {
public:
    // One counted connection; gives its place back when destroyed.
    class Place {
    public:
        Place() = default;
        Place(AddressCounts& counts, std::string address)
            : counts_(&counts), address_(std::move(address)) {}
        Place(Place&& other) noexcept
            : counts_(std::exchange(other.counts_, nullptr)), address_(std::move(other.address_)) {}
        Place& operator=(Place&& other) noexcept {
            std::swap(counts_, other.counts_);
            std::swap(address_, other.address_);
            return *this;
        }
        ~Place() {
            if (counts_)
                counts_->leave(address_);
        }

    private:
        AddressCounts* counts_ = nullptr;
        std::string address_;
    };

    // `count` becomes the number of connections of this address, this one included.
    Place enter(const std::string& address, std::size_t& count);

private:
    void leave(const std::string& address);

    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> counts_;
};

// What all threads and sessions of one server share; fixed after start.
struct Shared {
    HttpOptions options;
    edge::Edge& edge;
    TrustedProxies proxies;
    Routes routes;
    TlsHolder tls;
    AddressCounts addresses;
    std::atomic<std::size_t> connections{0};
    std::atomic<std::size_t> websockets{0};
    std::atomic<bool> stopping{false};

    Shared(HttpOptions o, edge::Edge& e, const AssetSource& assets, TrustedProxies p)
        : options(std::move(o)), edge(e), proxies(std::move(p)), routes{e, assets, proxies} {}
};

// What other threads hand to an I/O thread: deliveries and answers, one wake-up for all that gather
// meanwhile. Outlives its thread for as long as the application holds it; then it takes nothing.
class Inbox final : public edge::Outlet, public std::enable_shared_from_this<Inbox> {
public:
    struct Answer {
        std::shared_ptr<AnswerSlot> to;
        std::uint64_t call = 0; // an answer to an earlier call comes too late and is dropped
        edge::HttpAnswer answer;
    };

    explicit Inbox(asio::io_context& io) : io_(&io) {}
    void deliver(std::vector<edge::Delivery> batch) override;
    void answer(Answer answer);
    void drain(); // on the I/O thread
    void shut();  // nothing is taken any more

private:
    void wake(std::unique_lock<std::mutex> lock);

    std::mutex mutex_;
    asio::io_context* io_;
    bool wake_is_pending_ = false;
    std::vector<edge::Delivery> deliveries_;
    std::vector<Answer> answers_;
    std::vector<edge::Delivery> draining_;
};

class IoThread {
public:
    explicit IoThread(std::shared_ptr<Shared> shared);
    ~IoThread();

    // `listener` is a bound, listening descriptor; the thread owns it from now on.
    Result<void> listen(int listener, bool tls);
    void start();
    void begin_stop(); // from any thread: no new connections, the present ones end soon
    void abort_all();  // from any thread: they end now
    void join();
    bool is_done() const { return done_.load(); }

    Shared& shared() { return *shared_; }
    asio::io_context& io() { return io_; }
    const std::shared_ptr<Inbox>& inbox() { return inbox_; }
    const Tick& now() const { return now_; }
    // A deadline `after` from now; never early, though the clock is read once per sweep.
    Tick deadline(Millis after) const {
        return now_ + after.count() + shared_->options.timeouts.sweep.count();
    }

    void add(std::shared_ptr<WireOwner> owner);
    void remove(WireOwner& owner);
    std::string next_request_id();

private:
    struct Listener {
        asio::basic_socket_acceptor<tcp, Executor> acceptor;
        asio::basic_waitable_timer<std::chrono::steady_clock,
                                   asio::wait_traits<std::chrono::steady_clock>, Executor>
            pause;
        bool tls = false;
        Tick complained_at = 0;
    };
    void accept(Listener& listener);
    void accepted(Listener& listener, Socket socket);
    void pause_accepting(Listener& listener, const error_code& failed);
    void schedule_sweep();
    void read_clock();
    void leave_when_empty();

    std::shared_ptr<Shared> shared_;
    asio::io_context io_{1};
    asio::executor_work_guard<Executor> work_;
    std::shared_ptr<Inbox> inbox_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, Executor>
        sweep_timer_;
    std::vector<std::shared_ptr<WireOwner>> owners_;
    Tick now_ = 0;
    bool stopping_ = false;
    std::atomic<bool> done_{false};
    std::uint64_t request_prefix_;
    std::uint32_t request_count_ = 0;
    std::thread thread_;
};

} // namespace parley::http
