#pragma once

#include <autodiff/program/machine/assembler.hpp>
#include <autodiff/program/point/straight_line.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace autodiff::program::machine {

/// Where the numbers of a straight line are while it runs: in registers, at a place in memory, or both. The code is
/// straight, so that the next use of each number is known: what is needed last leaves its register first, and is stored
/// when it leaves and is nowhere else.
class Locations {
  public:
    Locations(const StraightLine& line, Assembler& assembler);

    /// A result will be stored here as soon as it is made.
    void settle(std::uint32_t number, const Memory& place) { home_[number] = place; }
    [[nodiscard]] const Memory& home(std::uint32_t number) const { return home_[number]; }
    [[nodiscard]] bool in_register(std::uint32_t number) const { return register_of_[number] != nowhere; }
    /// Spilled numbers in the room, from displacement 0 on.
    [[nodiscard]] std::uint32_t spill_slots() const { return spill_slots_; }

    /// The number in a register, which stays what it is until it is released.
    Register load(std::uint32_t number);
    /// The number where it is; loaded if it is soon needed again. A register stays what it is until it is released.
    Source source(std::uint32_t number);
    /// A register for something new, which stays ours until it is released.
    Register take();
    void release(Register r) { held_ &= ~bit(r); }
    void release_all() { held_ = 0; }

    /// The next use of the number is over. With its last one, its register and its spill slot are free.
    void consume(std::uint32_t number);
    /// The number was made in this register.
    void make(std::uint32_t number, Register r);
    /// It has uses left.
    [[nodiscard]] bool needed(std::uint32_t number) const { return cursor_[number] != end_[number]; }

    /// The number is in memory, too.
    void keep_in_memory(std::uint32_t number) {
        if (home_[number].base == Base::none) spill(number);
    }
    /// Before a call: stores what is still needed and nowhere else, and forgets all registers.
    void leave_registers();

  private:
    static constexpr std::uint8_t nowhere = 0xFF;
    static constexpr std::uint32_t nothing = none;
    static std::uint32_t bit(Register r) { return 1U << static_cast<unsigned>(r); }

    /// Position of the next use among all operands.
    [[nodiscard]] std::uint32_t next_use(std::uint32_t number) const {
        return needed(number) ? uses_[cursor_[number]] : none;
    }
    [[nodiscard]] bool soon_again(std::uint32_t number) const;
    [[nodiscard]] bool any_free() const;
    void vacate(Register r);
    void put(std::uint32_t number, Register r);
    void forget(std::uint32_t number);
    void spill(std::uint32_t number);

    Assembler& assembler_;
    std::vector<std::uint32_t> uses_; // positions, number by number
    std::vector<std::uint32_t> cursor_;
    std::vector<std::uint32_t> end_;
    std::vector<std::uint8_t> register_of_;
    std::vector<Memory> home_;
    std::array<std::uint32_t, register_count> holds_;
    std::uint32_t held_ = 0; // a bit a register
    std::vector<std::uint32_t> free_slots_;
    std::vector<std::uint32_t> slots_of_operands_; // free as soon as the instruction at hand has read them
    std::vector<bool> spilled_;
    std::uint32_t spill_slots_ = 0;
};

} // namespace autodiff::program::machine
