#include "core/routing/line.hpp"

#include <algorithm>

namespace parley::routing {

namespace {
constexpr std::size_t chunk_items_max = 256;
} // namespace

Line::Iterator& Line::Iterator::operator++() {
    if (++place_ == (*chunks_)[chunk_].size()) {
        ++chunk_;
        place_ = 0;
    }
    return *this;
}

Line::Iterator Line::Iterator::operator++(int) {
    Iterator before = *this;
    ++*this;
    return before;
}

Line::Iterator Line::begin() const {
    Iterator first;
    first.chunks_ = &chunks_;
    return first;
}

Line::Iterator Line::end() const {
    Iterator last;
    last.chunks_ = &chunks_;
    last.chunk_ = chunks_.size();
    return last;
}

// The first chunk that does not end before the item.
std::size_t Line::chunk_of(Waiting item) const {
    auto ends_before = [](const std::vector<Waiting>& chunk, Waiting i) {
        return chunk.back() < i;
    };
    auto chunk = std::lower_bound(chunks_.begin(), chunks_.end(), item, ends_before);
    return static_cast<std::size_t>(chunk - chunks_.begin());
}

bool Line::insert(Waiting item) {
    if (chunks_.empty() || chunks_.back().back() < item) {
        if (chunks_.empty() || chunks_.back().size() == chunk_items_max)
            chunks_.emplace_back();
        chunks_.back().push_back(item);
        ++size_;
        return true;
    }
    std::size_t at = chunk_of(item);
    if (chunks_[at].size() == chunk_items_max) {
        auto half = chunks_[at].begin() + chunk_items_max / 2;
        std::vector<Waiting> upper(half, chunks_[at].end());
        chunks_[at].erase(half, chunks_[at].end());
        chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(upper));
        if (chunks_[at].back() < item)
            ++at;
    }
    auto place = std::lower_bound(chunks_[at].begin(), chunks_[at].end(), item);
    if (place != chunks_[at].end() && *place == item)
        return false;
    chunks_[at].insert(place, item);
    ++size_;
    return true;
}

bool Line::erase(Waiting item) {
    std::size_t at = chunk_of(item);
    if (at == chunks_.size())
        return false;
    auto& chunk = chunks_[at];
    auto place = std::lower_bound(chunk.begin(), chunk.end(), item);
    if (*place != item)
        return false;
    chunk.erase(place);
    --size_;
    auto here = chunks_.begin() + static_cast<std::ptrdiff_t>(at);
    if (chunk.empty()) {
        chunks_.erase(here);
    } else if (at + 1 < chunks_.size() &&
               chunk.size() + chunks_[at + 1].size() <= chunk_items_max / 2) {
        const auto& next = chunks_[at + 1];
        chunk.insert(chunk.end(), next.begin(), next.end());
        chunks_.erase(here + 1);
    }
    return true;
}

std::size_t Line::rank(Waiting item) const {
    std::size_t at = chunk_of(item);
    std::size_t before = 0;
    for (std::size_t i = 0; i < at; ++i)
        before += chunks_[i].size();
    if (at < chunks_.size()) {
        auto place = std::lower_bound(chunks_[at].begin(), chunks_[at].end(), item);
        before += static_cast<std::size_t>(place - chunks_[at].begin());
    }
    return before;
}

} // namespace parley::routing
