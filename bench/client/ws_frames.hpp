#pragma once
// The client's half of RFC 6455 framing: masked frames out, unmasked frames in, messages joined
// from their fragments. No I/O. No extensions: a reserved bit is a protocol error.

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::client {

enum class Opcode : std::uint8_t {
    continuation = 0,
    text = 1,
    binary = 2,
    close = 8,
    ping = 9,
    pong = 10
};

// Appends one final, masked frame.
void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask);

struct ServerFrame {
    Opcode opcode = Opcode::text;
    bool final = true;
    std::string_view payload; // slice of the input
    std::size_t size = 0;     // bytes of the whole frame
};

enum class FrameStatus { complete, incomplete, broken };

// Takes the first frame off `input`. Larger than `payload_max` is broken.
FrameStatus take_frame(std::string_view input, std::size_t payload_max, ServerFrame& frame);

} // namespace parley::client
