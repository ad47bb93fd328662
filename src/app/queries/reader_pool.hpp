#pragma once
// Threads that read from the store, each with a reader of its own. The queue is bounded: a full one
// refuses.

#include "app/ports/store.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace parley {

class ReaderPool {
public:
    using Job = std::function<void(StoreReader&)>;

    static Result<std::unique_ptr<ReaderPool>> start(Store& store, std::size_t threads);
    ~ReaderPool();
    bool post(Job job);

private:
    ReaderPool() = default;
    void run(StoreReader& reader);

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool stopping_ = false;
    std::vector<std::unique_ptr<StoreReader>> readers_;
    std::vector<std::thread> threads_;
};

} // namespace parley
