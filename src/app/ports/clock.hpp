#pragma once
// Where `now` comes from. The server anchors wall time to the steady clock; tests and the simulator
// move it by hand.

#include "base/time.hpp"

namespace parley {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() = 0; // any thread; never goes back
    // What is stored bears this time: from here on now() is not before it, and goes on from there.
    virtual void not_before(Time stored) = 0;
};

} // namespace parley
