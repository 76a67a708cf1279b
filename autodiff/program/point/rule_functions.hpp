#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <cstddef>

namespace autodiff::program {

/// The value of one operation as a plain function of doubles, compiled from its rule. Null but for its own arity.
struct RuleFunction {
    double (*unary)(double) noexcept = nullptr;
    double (*binary)(double, double) noexcept = nullptr;
    double (*ternary)(double, double, double) noexcept = nullptr;
    double (*nary)(const double*, std::size_t) noexcept = nullptr;

    /// At arguments[0], arguments[1] ...
    [[nodiscard]] double at(const double* arguments, std::size_t count) const {
        if (unary != nullptr) return unary(arguments[0]);
        if (binary != nullptr) return binary(arguments[0], arguments[1]);
        if (ternary != nullptr) return ternary(arguments[0], arguments[1], arguments[2]);
        return nary(arguments, count);
    }
};

[[nodiscard]] const RuleFunction& rule_function(ops::Opcode operation);

/// A few instructions of a processor, rather than a function: not worth a call.
[[nodiscard]] bool is_elementary(ops::Opcode operation);

} // namespace autodiff::program
