#include "client/ws_frames.hpp"

#include <cstring>

namespace parley::client {

void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask) {
    out += static_cast<char>(0x80 | static_cast<std::uint8_t>(opcode));
    const auto size = payload.size();
    if (size < 126) {
        out += static_cast<char>(0x80 | size);
    } else if (size <= 0xffff) {
        out += static_cast<char>(0x80 | 126);
        out += static_cast<char>(size >> 8);
        out += static_cast<char>(size & 0xff);
    } else {
        out += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            out += static_cast<char>((size >> shift) & 0xff);
    }
    char key[4];
    std::memcpy(key, &mask, 4);
    out.append(key, 4);
    const auto start = out.size();
    out.append(payload);
    for (std::size_t i = 0; i < size; ++i)
        out[start + i] = static_cast<char>(out[start + i] ^ key[i & 3]);
}

FrameStatus take_frame(std::string_view input, std::size_t payload_max, ServerFrame& frame) {
    if (input.size() < 2)
        return FrameStatus::incomplete;
    auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(input[i]); };
    if (byte(0) & 0x70 || byte(1) & 0x80)
        return FrameStatus::broken;
    std::size_t header = 2;
    std::uint64_t size = byte(1) & 0x7f;
    if (size >= 126) {
        const std::size_t digits = size == 126 ? 2 : 8;
        header += digits;
        if (input.size() < header)
            return FrameStatus::incomplete;
        size = 0;
        for (std::size_t i = 0; i < digits; ++i)
            size = size << 8 | byte(2 + i);
    }
    if (size > payload_max)
        return FrameStatus::broken;
    if (input.size() < header + size)
        return FrameStatus::incomplete;
    frame.final = byte(0) & 0x80;
    frame.opcode = static_cast<Opcode>(byte(0) & 0x0f);
    frame.payload = input.substr(header, size);
    frame.size = header + size;
    return FrameStatus::complete;
}

} // namespace parley::client
