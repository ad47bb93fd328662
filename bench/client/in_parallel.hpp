#pragma once
// Runs body(i) for 0 ≤ i < count on a few threads and answers the first failure. For setting up and
// reading back over blocking HTTP; each thread makes its own client through `make`.

#include "base/result.hpp"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace parley::client {

template <class Make, class Body>
Result<void> in_parallel(std::size_t count, std::size_t threads, Make&& make, Body&& body) {
    std::atomic<std::size_t> next = 0;
    std::mutex guard;
    std::optional<Error> failure;
    auto work = [&] {
        auto tool = make();
        while (true) {
            auto i = next.fetch_add(1);
            if (i >= count)
                return;
            Result<void> done = body(tool, i);
            if (!done) {
                std::lock_guard lock(guard);
                if (!failure)
                    failure = done.error();
                next = count;
                return;
            }
        }
    };
    std::vector<std::thread> workers;
    for (std::size_t t = 0; t < threads; ++t)
        workers.emplace_back(work);
    for (auto& worker : workers)
        worker.join();
    if (failure)
        return fail(*failure);
    return {};
}

} // namespace parley::client
