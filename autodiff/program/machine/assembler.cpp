#include <autodiff/program/machine/assembler.hpp>

#include <array>
#include <bit>
#include <cstring>

namespace autodiff::program::machine {

namespace {

// General registers by their numbers. The bases are preserved by calls and need no SIB byte.
constexpr unsigned rbx = 3, rbp = 5, rsi = 6, rdi = 7, r14 = 14;

constexpr unsigned base_register(Base base) {
    constexpr std::array<unsigned, 5> registers{0, rbx, r14, rbp, 0};
    return registers[static_cast<std::size_t>(base)];
}

/// Bytes by which the registers of inputs and room point into them: displacements of one byte reach both ways.
constexpr std::int32_t bias = 128;

constexpr std::int32_t biased(const Memory& memory) {
    return memory.base == Base::outputs ? memory.displacement : memory.displacement - bias;
}

unsigned index(Register r) { return static_cast<unsigned>(r); }

} // namespace

template <class T>
void Assembler::number(T value) {
    const auto as_bytes = std::bit_cast<std::array<std::uint8_t, sizeof(T)>>(value);
    bytes_.insert(bytes_.end(), as_bytes.begin(), as_bytes.end());
}

void Assembler::enter(std::int32_t room_offset) {
    bytes_.assign(entry, 0xCC);      // int3
    bytes({0xF3, 0x0F, 0x1E, 0xFA}); // endbr64
    bytes({0x53, 0x55, 0x41, 0x56}); // push rbx, rbp, r14
    bytes({0x41, 0x57});             // push r15
    bytes({0x48, 0x83, 0xEC, 0x08}); // sub rsp, 8: calls want it aligned
    bytes({0x48, 0x8D, 0x9F});       // lea rbx, [rdi + bias]
    number(bias);
    bytes({0x49, 0x89, 0xF6}); // mov r14, rsi
    bytes({0x48, 0x8D, 0xAA}); // lea rbp, [rdx + offset + bias]
    number(room_offset + bias);
    bytes({0x41, 0xBF}); // mov r15d, the largest number
    number(~std::uint32_t{0});
}

void Assembler::leave() {
    bytes({0x44, 0x89, 0xF8});       // mov eax, r15d
    bytes({0x48, 0x83, 0xC4, 0x08}); // add rsp, 8
    bytes({0x41, 0x5F, 0x41, 0x5E}); // pop r15, r14
    bytes({0x5D, 0x5B, 0xC3});       // pop rbp, rbx; ret
    for (const Failure& failure : failures_) {
        patch(failure.jump, bytes_.size());
        byte(0xB8); // mov eax, number
        number(failure.number);
        bytes({0x41, 0x39, 0xC7});       // cmp r15d, eax
        bytes({0x44, 0x0F, 0x47, 0xF8}); // cmova r15d, eax
        byte(0xE9);                      // back
        number(std::int32_t{0});
        patch(bytes_.size() - 4, failure.jump + 4);
    }
}

/// A jump's four bytes: the distance from their end.
void Assembler::patch(std::size_t at, std::size_t target) {
    const auto distance =
        static_cast<std::int32_t>(static_cast<std::int64_t>(target) - static_cast<std::int64_t>(at) - 4);
    std::memcpy(&bytes_[at], &distance, sizeof distance);
}

void Assembler::vex(VexCode code, unsigned destination, unsigned first, const Source& second) {
    const unsigned rm = second.in_register ? index(second.place) : base_register(second.memory.base);
    const unsigned not_r = destination < 8 ? 0x80U : 0U;
    const unsigned not_b = rm < 8 ? 0x20U : 0U;
    const unsigned tail = (~first & 0xFU) << 3 | code.prefix;
    if (code.map == 1 && !code.wide && not_b != 0)
        bytes({0xC5, not_r | tail});
    else
        bytes({0xC4, not_r | 0x40U | not_b | code.map, (code.wide ? 0x80U : 0U) | tail});
    byte(code.byte);
}

/// The bytes that say which operand is in memory, and where.
void Assembler::address(unsigned reg, const Memory& memory, std::size_t immediate_bytes) {
    const unsigned middle = (reg & 7U) << 3;
    if (memory.base == Base::constants) {
        byte(middle | 5U); // relative to the next instruction
        constant_uses_.push_back({bytes_.size(), memory.displacement, immediate_bytes});
        number(std::int32_t{0});
        return;
    }
    const std::int32_t displacement = biased(memory);
    const unsigned base = base_register(memory.base) & 7U;
    if (displacement >= -128 && displacement < 128) {
        byte(0x40U | middle | base);
        byte(static_cast<unsigned>(displacement) & 0xFFU);
    } else {
        byte(0x80U | middle | base);
        number(displacement);
    }
}

void Assembler::emit(VexCode code, Register destination, Register first, const Source& second) {
    vex(code, index(destination), index(first), second);
    if (second.in_register)
        byte(0xC0U | (index(destination) & 7U) << 3 | (index(second.place) & 7U));
    else
        address(index(destination), second.memory, 0);
}

void Assembler::emit(VexCode code, Register destination, Register first, const Source& second, std::uint8_t immediate) {
    vex(code, index(destination), index(first), second);
    if (second.in_register)
        byte(0xC0U | (index(destination) & 7U) << 3 | (index(second.place) & 7U));
    else
        address(index(destination), second.memory, 1);
    byte(immediate);
}

void Assembler::load(Register destination, const Memory& from) { emit(code::load, destination, Register{}, from); }
void Assembler::store(const Memory& to, Register from) { emit(code::store, from, Register{}, to); }
void Assembler::copy(Register destination, Register from) { emit(code::copy, destination, Register{}, from); }

void Assembler::call(const void* function) {
    bytes({0x48, 0xB8}); // mov rax, function
    number(reinterpret_cast<std::uint64_t>(function));
    bytes({0xFF, 0xD0}); // call rax
}

void Assembler::address_of_room(unsigned reg, std::int32_t displacement) {
    bytes({0x48, 0x8D}); // lea reg, [rbp + displacement]
    byte(0x80U | reg << 3 | rbp);
    number(displacement - bias);
}

void Assembler::call_with_room(const void* function, const void* first, std::int32_t displacement) {
    bytes({0x48, 0xBF}); // mov rdi, first
    number(reinterpret_cast<std::uint64_t>(first));
    address_of_room(rsi, displacement);
    call(function);
}

void Assembler::call_on_room(const void* function, std::int32_t displacement, std::size_t count) {
    address_of_room(rdi, displacement);
    bytes({0x48, 0xBE}); // mov rsi, count
    number(std::uint64_t{count});
    call(function);
}

void Assembler::fail_as_returned() {
    bytes({0x41, 0x39, 0xC7});       // cmp r15d, eax
    bytes({0x44, 0x0F, 0x47, 0xF8}); // cmova r15d, eax
}

void Assembler::fail_if(Condition condition, std::uint32_t number_of_guard) {
    bytes({0x0F, 0x80U | static_cast<unsigned>(condition)});
    failures_.push_back({bytes_.size(), number_of_guard});
    number(std::int32_t{0});
}

void Assembler::append_constants(std::span<const double> constants) {
    bytes_.resize((bytes_.size() + 63) / 64 * 64, 0xCC); // int3
    const std::size_t start = bytes_.size();
    for (const double constant : constants) number(constant);
    for (const ConstantUse& use : constant_uses_)
        patch(use.at, start + static_cast<std::size_t>(use.displacement) - use.immediate_bytes);
}

} // namespace autodiff::program::machine
