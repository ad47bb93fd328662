#pragma once
// Virtual time: what is to happen, in order of its moment, and of asking within one moment. Nothing
// else moves time.

#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace parley::sim {

class Timeline {
public:
    explicit Timeline(Time start) : now_(start) {}

    Time now() const { return now_; }
    void at(Time when, std::function<void()> what) {
        todo_.emplace(std::pair(std::max(when, now_), ++asked_), std::move(what));
    }
    void after(Millis delay, std::function<void()> what) { at(now_ + delay, std::move(what)); }

    // The next thing; false when it would come after `until`: then it is `until`.
    bool step(Time until) {
        if (todo_.empty() || todo_.begin()->first.first > until) {
            now_ = std::max(now_, until);
            return false;
        }
        auto next = todo_.extract(todo_.begin());
        now_ = next.key().first;
        next.mapped()();
        return true;
    }

private:
    Time now_;
    std::uint64_t asked_ = 0;
    std::map<std::pair<Time, std::uint64_t>, std::function<void()>> todo_;
};

} // namespace parley::sim
