#pragma once

// Machine code of x86-64 with AVX and FMA: the few instructions that straight lines of doubles need. Encodings are
// those of the Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2 (VEX prefixes in section 2.3).

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace autodiff::program::machine {

/// A vector register, xmm0 to xmm15; a number is its lowest lane.
enum class Register : std::uint8_t {};
inline constexpr std::size_t register_count = 16;

/// What addresses count from. All but the constants lie in registers that calls preserve.
enum class Base : std::uint8_t {
    none,
    inputs,
    outputs,
    room,
    constants ///< behind the code
};

struct Memory {
    Base base = Base::none;
    std::int32_t displacement = 0; ///< bytes
    friend bool operator==(const Memory&, const Memory&) = default;
};

/// An operand that may lie in a register or in memory.
struct Source {
    bool in_register = false;
    Register place{};
    Memory memory{};
    Source(Register r) : in_register(true), place(r) {} // NOLINT: a register is a source
    Source(Memory m) : memory(m) {}                     // NOLINT: so is memory
};

/// An instruction with a VEX prefix: its byte, the map it stands in, the prefix it implies, and bit W.
struct VexCode {
    std::uint8_t byte;
    std::uint8_t map = 1;    // 0F, 0F 38, 0F 3A
    std::uint8_t prefix = 3; // none, 66, F3, F2
    bool wide = false;
};

namespace code {
inline constexpr VexCode add{0x58}, multiply{0x59}, subtract{0x5C}, minimum{0x5D}, divide{0x5E}, maximum{0x5F};
inline constexpr VexCode square_root{0x51}, compare{0xC2}, load{0x10}, store{0x11};
inline constexpr VexCode bit_and{0x54, 1, 1}, bit_and_not{0x55, 1, 1}, bit_or{0x56, 1, 1}, bit_xor{0x57, 1, 1};
inline constexpr VexCode copy{0x28, 1, 1}, compare_flags{0x2E, 1, 1};
inline constexpr VexCode round{0x0B, 3, 1}, blend{0x4B, 3, 1};
inline constexpr VexCode multiply_add{0xB9, 2, 1, true};       // first operand += second * third
inline constexpr VexCode minus_multiply_add{0xBD, 2, 1, true}; // first operand -= second * third
} // namespace code

/// Conditions of jumps, by their encoding.
enum class Condition : std::uint8_t {
    below = 2,
    above_or_equal = 3,
    equal = 4,
    not_equal = 5,
    below_or_equal = 6,
    above = 7,
    parity = 10
};

/// Code that grows at its end. A routine is uint32(const double* inputs, double* outputs, double* room).
class Assembler {
  public:
    /// Where the routine begins: sanitizers look at what stands before a function that they call.
    static constexpr std::size_t entry = 16;
    /// The start of the routine. Displacements in the room count from `room_offset` bytes on.
    void enter(std::int32_t room_offset);
    /// Returns the smallest number that `fail` noted, or the largest number there is.
    void leave();

    void emit(VexCode code, Register destination, Register first, const Source& second);
    void emit(VexCode code, Register destination, Register first, const Source& second, std::uint8_t immediate);
    void load(Register destination, const Memory& from);
    void store(const Memory& to, Register from);
    void copy(Register destination, Register from);

    /// Calls a function of doubles, whose arguments are in the first registers.
    void call(const void* function);
    /// function(first, room + displacement)
    void call_with_room(const void* function, const void* first, std::int32_t displacement);
    /// function(room + displacement, count)
    void call_on_room(const void* function, std::int32_t displacement, std::size_t count);

    /// Notes that guard `number` failed where the flags say so; the code for it stands apart.
    void fail_if(Condition condition, std::uint32_t number);

    /// Notes the guard whose number the function that was called last returned.
    void fail_as_returned();

    /// Places the constants behind the code and lets it find them.
    void append_constants(std::span<const double> constants);
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_; }

  private:
    void byte(unsigned value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
    void bytes(std::initializer_list<unsigned> values) {
        for (const unsigned value : values) byte(value);
    }
    template <class T>
    void number(T value);
    void vex(VexCode code, unsigned destination, unsigned first, const Source& second);
    void address(unsigned reg, const Memory& memory, std::size_t immediate_bytes);
    void address_of_room(unsigned reg, std::int32_t displacement);
    void patch(std::size_t at, std::size_t target);

    struct ConstantUse {
        std::size_t at;              // of the four bytes
        std::int32_t displacement;   // among the constants
        std::size_t immediate_bytes; // between them and the next instruction
    };
    struct Failure {
        std::size_t jump; // its four bytes
        std::uint32_t number;
    };
    std::vector<std::uint8_t> bytes_;
    std::vector<ConstantUse> constant_uses_;
    std::vector<Failure> failures_;
};

} // namespace autodiff::program::machine
