#include <autodiff/program/machine/locations.hpp>

namespace autodiff::program::machine {

namespace {

/// A number in memory that is used again within so many operands is worth a register.
constexpr std::uint32_t soon = 48;

constexpr auto bytes = static_cast<std::int32_t>(sizeof(double));

} // namespace

Locations::Locations(const StraightLine& line, Assembler& assembler)
    : assembler_(assembler), uses_(line.operands.size()), cursor_(line.numbers()), end_(line.numbers()),
      register_of_(line.numbers(), nowhere), home_(line.numbers()), spilled_(line.numbers()) {
    holds_.fill(nothing);
    for (const std::uint32_t number : line.operands) ++end_[number];
    for (std::uint32_t sum = 0, i = 0; i < line.numbers(); ++i) {
        cursor_[i] = sum;
        sum += end_[i];
        end_[i] = cursor_[i];
    }
    for (std::uint32_t at = 0; at < line.operands.size(); ++at) uses_[end_[line.operands[at]]++] = at;
    for (std::uint32_t k = 0; k < line.inputs; ++k) home_[k] = {Base::inputs, static_cast<std::int32_t>(k) * bytes};
}

bool Locations::soon_again(std::uint32_t number) const {
    const std::uint32_t next = cursor_[number] + 1; // after the use at hand
    return next < end_[number] && uses_[next] - uses_[cursor_[number]] < soon;
}

bool Locations::any_free() const {
    for (std::size_t r = 0; r < register_count; ++r)
        if (holds_[r] == nothing && (held_ >> r & 1U) == 0) return true;
    return false;
}

void Locations::put(std::uint32_t number, Register r) {
    holds_[static_cast<std::size_t>(r)] = number;
    register_of_[number] = static_cast<std::uint8_t>(r);
}

void Locations::forget(std::uint32_t number) {
    holds_[register_of_[number]] = nothing;
    register_of_[number] = nowhere;
}

void Locations::spill(std::uint32_t number) {
    std::uint32_t slot = spill_slots_;
    if (free_slots_.empty()) {
        ++spill_slots_;
    } else {
        slot = free_slots_.back();
        free_slots_.pop_back();
    }
    home_[number] = {Base::room, static_cast<std::int32_t>(slot) * bytes};
    spilled_[number] = true;
    assembler_.store(home_[number], static_cast<Register>(register_of_[number]));
}

void Locations::vacate(Register r) {
    const std::uint32_t number = holds_[static_cast<std::size_t>(r)];
    if (number == nothing) return;
    if (home_[number].base == Base::none && needed(number)) spill(number);
    forget(number);
}

Register Locations::take() {
    std::size_t best = register_count;
    for (std::size_t r = 0; r < register_count; ++r) {
        if ((held_ >> r & 1U) != 0) continue;
        if (holds_[r] == nothing) {
            best = r;
            break;
        }
        if (best == register_count || next_use(holds_[r]) > next_use(holds_[best])) best = r;
    }
    const auto r = static_cast<Register>(best);
    vacate(r);
    held_ |= bit(r);
    return r;
}

Register Locations::load(std::uint32_t number) {
    if (in_register(number)) {
        const auto r = static_cast<Register>(register_of_[number]);
        held_ |= bit(r);
        return r;
    }
    const Register r = take();
    assembler_.load(r, home_[number]);
    put(number, r);
    return r;
}

Source Locations::source(std::uint32_t number) {
    if (in_register(number) || (soon_again(number) && any_free())) return load(number);
    return home_[number];
}

void Locations::consume(std::uint32_t number) {
    ++cursor_[number];
    if (needed(number)) return;
    if (in_register(number)) forget(number);
    if (spilled_[number]) {
        slots_of_operands_.push_back(static_cast<std::uint32_t>(home_[number].displacement / bytes));
        spilled_[number] = false;
    }
}

void Locations::make(std::uint32_t number, Register r) {
    free_slots_.insert(free_slots_.end(), slots_of_operands_.begin(), slots_of_operands_.end());
    slots_of_operands_.clear();
    if (home_[number].base != Base::none) assembler_.store(home_[number], r);
    if (needed(number)) put(number, r);
    release(r);
}

void Locations::leave_registers() {
    for (std::size_t r = 0; r < register_count; ++r) vacate(static_cast<Register>(r));
    held_ = 0;
}

} // namespace autodiff::program::machine
