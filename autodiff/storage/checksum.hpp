#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace autodiff::storage {

/// The CRC-32 of ISO 3309 and of zlib: it finds every change of up to 32 neighbouring bits.
constexpr std::uint32_t crc32(std::span<const std::byte> bytes) {
    constexpr std::array<std::uint32_t, 256> table = [] {
        std::array<std::uint32_t, 256> rests{};
        for (std::uint32_t byte = 0; byte < 256; ++byte) {
            std::uint32_t rest = byte;
            for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? 0xEDB88320U : 0U);
            rests[byte] = rest;
        }
        return rests;
    }();
    std::uint32_t rest = 0xFFFFFFFFU;
    for (const std::byte byte : bytes) rest = (rest >> 8U) ^ table[(rest ^ static_cast<std::uint32_t>(byte)) & 0xFFU];
    return ~rest;
}

} // namespace autodiff::storage
