// The libFuzzer entry of one target, named by PARLEY_FUZZ_FUNCTION.

#include "targets.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    parley::fuzz::PARLEY_FUZZ_FUNCTION({reinterpret_cast<const char*>(data), size});
    return 0;
}
