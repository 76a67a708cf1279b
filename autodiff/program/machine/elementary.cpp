#include <autodiff/program/machine/elementary.hpp>

#include <array>
#include <bit>
#include <utility>

namespace autodiff::program::machine {

namespace {

/// Comparisons as vcmpsd knows them; ordered ones are false beside NaN.
enum class Predicate : std::uint8_t {
    equal = 0,
    unordered = 3,
    not_equal = 4,
    less = 0x11,
    less_equal = 0x12,
    greater_equal = 0x1D,
    greater = 0x1E
};

/// What an operation is emitted with: its operands in registers, registers for results, and the instructions.
struct Emitter {
    Assembler& assembler;
    std::array<Register, 3> x; ///< operands
    Register r;                ///< result, another than the operands
    Register t;                ///< for anything

    void compare(Register result, Register a, const Source& b, Predicate predicate) const {
        assembler.emit(code::compare, result, a, b, static_cast<std::uint8_t>(predicate));
    }
    void op(VexCode code, Register result, Register a, const Source& b) const { assembler.emit(code, result, a, b); }
};

template <Predicate P>
void comparison(const Emitter& e) {
    e.compare(e.r, e.x[0], e.x[1], P);
    e.op(code::bit_and, e.r, e.r, mask::one);
}

/// min and max give their second operand where neither wins, which is the tie's first; beside NaN all bits are set.
template <bool Minimum>
void extreme(const Emitter& e) {
    e.op(Minimum ? code::minimum : code::maximum, e.r, e.x[1], e.x[0]);
    e.compare(e.t, e.x[0], e.x[1], Predicate::unordered);
    e.op(code::bit_or, e.r, e.r, e.t);
}

void chain_product(const Emitter& e) {
    e.op(code::multiply, e.r, e.x[0], e.x[1]);
    e.compare(e.t, e.x[0], mask::zero, Predicate::not_equal);
    e.op(code::bit_and, e.r, e.r, e.t);
    e.compare(e.t, e.x[1], mask::zero, Predicate::not_equal);
    e.op(code::bit_and, e.r, e.r, e.t);
}

void select(const Emitter& e) {
    e.compare(e.t, e.x[0], mask::zero, Predicate::not_equal);
    e.assembler.emit(code::blend, e.r, e.x[2], e.x[1], static_cast<std::uint8_t>(static_cast<unsigned>(e.t) << 4));
}

void copysign(const Emitter& e) {
    e.op(code::bit_and, e.r, e.x[0], mask::magnitude);
    e.op(code::bit_and, e.t, e.x[1], mask::sign);
    e.op(code::bit_or, e.r, e.r, e.t);
}

void fused(const Emitter& e) {
    e.assembler.copy(e.r, e.x[2]);
    e.op(code::multiply_add, e.r, e.x[0], e.x[1]);
}

/// To the next integer in the direction `mode`, without an exception.
template <std::uint8_t Mode>
void rounded(const Emitter& e) {
    e.assembler.emit(code::round, e.r, e.x[0], e.x[0], Mode | 8U);
}

using Emit = void (*)(const Emitter&);

template <class Op>
struct Composite {
    static constexpr Emit value = nullptr;
};
// clang-format off
template <> struct Composite<ops::Less> { static constexpr Emit value = comparison<Predicate::less>; };
template <> struct Composite<ops::LessEqual> { static constexpr Emit value = comparison<Predicate::less_equal>; };
template <> struct Composite<ops::Greater> { static constexpr Emit value = comparison<Predicate::greater>; };
template <> struct Composite<ops::GreaterEqual> { static constexpr Emit value = comparison<Predicate::greater_equal>; };
template <> struct Composite<ops::Equal> { static constexpr Emit value = comparison<Predicate::equal>; };
template <> struct Composite<ops::NotEqual> { static constexpr Emit value = comparison<Predicate::not_equal>; };
template <> struct Composite<ops::Min> { static constexpr Emit value = extreme<true>; };
template <> struct Composite<ops::Max> { static constexpr Emit value = extreme<false>; };
template <> struct Composite<ops::ChainProduct> { static constexpr Emit value = chain_product; };
template <> struct Composite<ops::Select> { static constexpr Emit value = select; };
template <> struct Composite<ops::Copysign> { static constexpr Emit value = copysign; };
template <> struct Composite<ops::FusedMultiplyAdd> { static constexpr Emit value = fused; };
template <> struct Composite<ops::Floor> { static constexpr Emit value = rounded<1>; };
template <> struct Composite<ops::Ceil> { static constexpr Emit value = rounded<2>; };
template <> struct Composite<ops::Trunc> { static constexpr Emit value = rounded<3>; };
// clang-format on

/// Operations of one instruction: its code, with the operand twice, the mask or nothing in the place of a second one.
enum class Shape : std::uint8_t { none, binary, squared, masked };
struct Single {
    Shape shape = Shape::none;
    VexCode code{};
    Memory mask{};
};
template <class Op>
struct SingleRow {
    static constexpr Single value{};
};
// clang-format off
template <> struct SingleRow<ops::Add> { static constexpr Single value{Shape::binary, code::add}; };
template <> struct SingleRow<ops::Subtract> { static constexpr Single value{Shape::binary, code::subtract}; };
template <> struct SingleRow<ops::Multiply> { static constexpr Single value{Shape::binary, code::multiply}; };
template <> struct SingleRow<ops::Divide> { static constexpr Single value{Shape::binary, code::divide}; };
template <> struct SingleRow<ops::Square> { static constexpr Single value{Shape::squared, code::multiply}; };
template <> struct SingleRow<ops::Sqrt> { static constexpr Single value{Shape::squared, code::square_root}; };
template <> struct SingleRow<ops::Negate> { static constexpr Single value{Shape::masked, code::bit_xor, mask::sign}; };
template <> struct SingleRow<ops::Abs> { static constexpr Single value{Shape::masked, code::bit_and, mask::magnitude}; };
// clang-format on

template <class Op>
struct Commutes {
    static constexpr bool value = Op::commutes;
};

} // namespace

std::span<const double> mask_numbers() {
    constexpr double sign = -0.0;
    constexpr double magnitude = std::bit_cast<double>(~std::bit_cast<std::uint64_t>(sign));
    static constexpr std::array<double, mask::numbers> numbers{sign, sign, magnitude, magnitude, 1, 1, 0, 0};
    return numbers;
}

void emit_elementary(const LineInstruction& instruction, std::span<const std::uint32_t> operands, Locations& locations,
                     Assembler& assembler) {
    const std::size_t opcode = ops::index(instruction.operation);
    const Single& single = ops::catalogue_table<SingleRow>[opcode];
    if (single.shape != Shape::none) {
        std::uint32_t a = operands[0];
        std::uint32_t b = operands.back();
        if (ops::catalogue_table<Commutes>[opcode] && !locations.in_register(a) && locations.in_register(b))
            std::swap(a, b);
        const Register x = locations.load(a);
        const Source y = single.shape == Shape::binary   ? locations.source(b)
                         : single.shape == Shape::masked ? Source(single.mask)
                                                         : Source(x);
        for (const std::uint32_t operand : operands) locations.consume(operand);
        locations.release_all(); // the result may take an operand's register
        const Register r = locations.take();
        assembler.emit(single.code, r, x, y);
        locations.make(instruction.result, r);
        return;
    }
    Emitter emitter{assembler, {}, {}, {}};
    for (std::size_t k = 0; k < operands.size(); ++k) emitter.x[k] = locations.load(operands[k]);
    emitter.r = locations.take();
    emitter.t = locations.take();
    for (const std::uint32_t operand : operands) locations.consume(operand);
    ops::catalogue_table<Composite>[opcode](emitter);
    locations.make(instruction.result, emitter.r);
    locations.release_all();
}

} // namespace autodiff::program::machine
