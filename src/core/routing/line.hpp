#pragma once
// Waiting conversations in the order of their age. Kept in sorted chunks of a few hundred, so that
// joining at the end is cheap however long the line is, and one's place in it is a sum over chunks.

#include "base/ids.hpp"
#include "base/time.hpp"

#include <compare>
#include <cstddef>
#include <iterator>
#include <vector>

namespace parley::routing {

struct Waiting {
    Time queued_at;
    ConversationId conversation;
    auto operator<=>(const Waiting&) const = default;
};

class Line {
public:
    // Reads in order; any change of the line ends it.
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Waiting;
        using difference_type = std::ptrdiff_t;
        using pointer = const Waiting*;
        using reference = const Waiting&;

        Iterator() = default;
        reference operator*() const { return (*chunks_)[chunk_][place_]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++();
        Iterator operator++(int);
        bool operator==(const Iterator&) const = default;

    private:
        friend class Line;
        const std::vector<std::vector<Waiting>>* chunks_ = nullptr;
        std::size_t chunk_ = 0;
        std::size_t place_ = 0;
    };

    Iterator begin() const;
    Iterator end() const;
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    // False when it was there already, or was not there.
    bool insert(Waiting item);
    bool erase(Waiting item);
    // How many are before it.
    std::size_t rank(Waiting item) const;

private:
    std::size_t chunk_of(Waiting item) const;

    std::vector<std::vector<Waiting>> chunks_; // none is empty
    std::size_t size_ = 0;
};

} // namespace parley::routing
