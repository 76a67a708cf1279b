#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <cstdint>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

namespace autodiff::proofs {

/// The expression that a constant in a rule of ops/ is the nearest double of, if it is no double itself: log(2) for
/// 0.693... `build` has number(n), an integer, and apply<Op>(arguments).
template <class T, class Builder>
std::optional<T> exact_rule_constant(double x, const Builder& build) {
    const auto call = [&]<class Op>(Op, std::vector<T> arguments) {
        return T(build.template apply<Op>(std::move(arguments)));
    };
    const auto n = [&](std::int64_t integer) { return T(build.number(integer)); };
    const auto log = [&](std::int64_t integer) { return call(ops::Log{}, {n(integer)}); };
    const auto root = [&](const T& y) { return call(ops::Sqrt{}, {y}); };
    const auto quotient = [&](const T& y, const T& z) { return call(ops::Divide{}, {y, z}); };
    const auto pi = [&] { return call(ops::Acos{}, {n(-1)}); };
    if (x == std::numbers::ln2) return log(2);
    if (x == std::numbers::log2e) return quotient(n(1), log(2));
    if (x == std::numbers::log10e) return quotient(n(1), log(10));
    if (x == static_cast<double>(1 / std::numbers::sqrt2_v<long double>)) return quotient(n(1), root(n(2)));
    if (x == ops::two_over_sqrt_pi.as<double>()) return quotient(n(2), root(pi()));
    if (x == ops::one_over_sqrt_two_pi.as<double>()) return quotient(n(1), root(call(ops::Multiply{}, {n(2), pi()})));
    if (x == static_cast<double>(ops::Selu::scale)) return call(ops::Selu{}, {n(1)});
    if (x == static_cast<double>(ops::Selu::scale_times_alpha))
        return quotient(call(ops::Selu{}, {n(-1)}), call(ops::Expm1{}, {n(-1)}));
    return std::nullopt;
}

} // namespace autodiff::proofs
