#pragma once
// The fuzzed functions. Each takes any bytes, and stops the process when something that must hold
// does not.

#include <string_view>

namespace parley::fuzz {

// "<operation>\n<JSON>": text to request struct; what was read comes out and goes in again the
// same.
void fuzz_operations(std::string_view bytes);
// Raw bytes into a listening server, over a real socket; it must answer or close, and go on.
void fuzz_http(std::string_view bytes);
// Lines: WebSocket frames of a client to the application, on one connection.
void fuzz_frames(std::string_view bytes);
// The configuration file.
void fuzz_config(std::string_view bytes);

} // namespace parley::fuzz
