#pragma once
// Random stories for property tests: what happens next, to whom, with what. Each test says what the
// numbers mean.

#include <ostream>
#include <rapidcheck.h>

namespace parley::testing {

struct Step {
    int what = 0;   // which kind of action
    int who = 0;    // which person
    int which = 0;  // which thing, counted from the newest
    int detail = 0; // 0 to 5
};

inline rc::Gen<Step> any_step(int kinds, int people, int things) {
    return rc::gen::build<Step>(rc::gen::set(&Step::what, rc::gen::inRange(0, kinds)),
                                rc::gen::set(&Step::who, rc::gen::inRange(0, people)),
                                rc::gen::set(&Step::which, rc::gen::inRange(0, things)),
                                rc::gen::set(&Step::detail, rc::gen::inRange(0, 6)));
}

inline std::ostream& operator<<(std::ostream& out, const Step& s) {
    return out << "{" << s.what << "," << s.who << "," << s.which << "," << s.detail << "}";
}

} // namespace parley::testing
