#pragma once
// Private<T> marks personal data or text inside an event: it takes part in evolving the state and
// in rows, and is left out of the journal, which names things and never holds what people wrote.

#include <utility>

namespace parley {

template <class T> struct Private {
    T value{};
    Private() = default;
    Private(T v) : value(std::move(v)) {}
    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
    bool operator==(const Private&) const = default;
};

} // namespace parley
