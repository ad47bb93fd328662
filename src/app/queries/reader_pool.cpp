#include "app/queries/reader_pool.hpp"

#include "base/limits.hpp"

namespace parley {

Result<std::unique_ptr<ReaderPool>> ReaderPool::start(Store& store, std::size_t threads) {
    std::unique_ptr<ReaderPool> pool(new ReaderPool);
    for (std::size_t i = 0; i < threads; ++i) {
        TRY(auto reader, store.reader());
        pool->readers_.push_back(std::move(reader));
    }
    for (auto& reader : pool->readers_)
        pool->threads_.emplace_back([self = pool.get(), &reader] { self->run(*reader); });
    return pool;
}

ReaderPool::~ReaderPool() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    for (auto& thread : threads_)
        thread.join();
}

bool ReaderPool::post(Job job) {
    std::lock_guard lock(mutex_);
    if (stopping_ || jobs_.size() >= limits::reads_waiting_max)
        return false;
    jobs_.push_back(std::move(job));
    wake_.notify_one();
    return true;
}

void ReaderPool::run(StoreReader& reader) {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
            if (stopping_)
                return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job(reader);
    }
}

} // namespace parley
