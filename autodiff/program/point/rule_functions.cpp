#include <autodiff/program/point/rule_functions.hpp>

#include <span>
#include <type_traits>

namespace autodiff::program {

namespace {

template <class Op>
struct Row {
    static constexpr RuleFunction value = [] {
        RuleFunction row;
        if constexpr (Op::arity == 1)
            row.unary = [](double x) noexcept { return Op::value(x); };
        else if constexpr (Op::arity == 2)
            row.binary = [](double x, double y) noexcept { return Op::value(x, y); };
        else if constexpr (Op::arity == 3)
            row.ternary = [](double x, double y, double z) noexcept { return Op::value(x, y, z); };
        else
            row.nary = [](const double* x, std::size_t count) noexcept {
                return Op::value(std::span<const double>(x, count));
            };
        return row;
    }();
};

template <class Op, class... Listed>
inline constexpr bool is_one_of = (std::is_same_v<Op, Listed> || ...);

template <class Op>
struct Elementary {
    static constexpr bool value =
        std::is_base_of_v<ops::Comparison, Op> ||
        is_one_of<Op, ops::Add, ops::Subtract, ops::Multiply, ops::Divide, ops::Negate, ops::FusedMultiplyAdd,
                  ops::ChainProduct, ops::Sqrt, ops::Square, ops::Abs, ops::Min, ops::Max, ops::Copysign, ops::Floor,
                  ops::Ceil, ops::Trunc, ops::Select>;
};

} // namespace

const RuleFunction& rule_function(ops::Opcode operation) { return ops::catalogue_table<Row>[ops::index(operation)]; }

bool is_elementary(ops::Opcode operation) { return ops::catalogue_table<Elementary>[ops::index(operation)]; }

} // namespace autodiff::program
