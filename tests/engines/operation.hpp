/// Every operation of the catalogue on every scalar, chosen at run time: what generic drivers loop over.
#pragma once

#include <autodiff/dual/dual.hpp>
#include <autodiff/ops/catalogue.hpp>
#include <autodiff/variable/tape.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace engines {

using autodiff::ops::Opcode;

/// No argument.
inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// What a driver needs to know about an operation.
struct Row {
    Opcode code;
    std::string_view name;
    int arity;
    bool compares;
    autodiff::ops::Contract contract;
    double (*value)(std::span<const double> x);                            ///< Op::value
    double (*partial)(std::span<const double> x, std::size_t k, double r); ///< the rule for argument k
};

/// One row an operation, in the catalogue's order.
std::span<const Row> rows();

/// The operation on scalars of one family. Argument `plain` (of those with two or three) is passed as a plain double,
/// so that the rule for mixed operands is the one that runs.
template <class S>
S operation(Opcode code, std::span<const S> x, std::size_t plain = none);

using DualInDual = autodiff::Dual<autodiff::Dual<double>>;
using DualInReal = autodiff::Real<autodiff::Dual<double>>;
using LanesInReal = autodiff::Real<autodiff::Dual<double, 4>>;
using RealInReal = autodiff::Real<autodiff::Var>;

extern template double operation<double>(Opcode, std::span<const double>, std::size_t);
extern template autodiff::Var operation<autodiff::Var>(Opcode, std::span<const autodiff::Var>, std::size_t);
extern template autodiff::Dual<double>
    operation<autodiff::Dual<double>>(Opcode, std::span<const autodiff::Dual<double>>, std::size_t);
extern template DualInDual operation<DualInDual>(Opcode, std::span<const DualInDual>, std::size_t);
extern template DualInReal operation<DualInReal>(Opcode, std::span<const DualInReal>, std::size_t);
extern template LanesInReal operation<LanesInReal>(Opcode, std::span<const LanesInReal>, std::size_t);
extern template RealInReal operation<RealInReal>(Opcode, std::span<const RealInReal>, std::size_t);

} // namespace engines
