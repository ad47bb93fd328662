#pragma once
// ENSURE(condition): impossible code stops the process, in every build. Restart is fast and
// clients resume; going on with a broken invariant is worse.

namespace parley {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define ENSURE(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) [[unlikely]]                                                             \
            ::parley::check_failed(#condition, __FILE__, __LINE__);                                \
    } while (false)
