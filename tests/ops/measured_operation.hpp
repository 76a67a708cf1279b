// The operations of the catalogue as data, so that tests can loop over them: functions of a list of arguments.
#pragma once

#include <autodiff/ops/operation.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ops_test {

/// value(arguments), and partial(arguments, which) with the value handed in as the rules want it.
template <class T>
struct Rules {
    T (*value)(std::span<const T>);
    T (*partial)(std::span<const T>, std::size_t);
};

struct MeasuredOperation {
    autodiff::ops::Notation notation;
    autodiff::ops::Contract contract;
    int arity; ///< autodiff::ops::any_number for those that take any number of arguments
    bool commutes;
    Rules<float> in_float;
    Rules<double> in_double;
    Rules<long double> in_long_double;
    std::array<std::string_view, 3> arguments; ///< what the documentation calls them

    [[nodiscard]] std::string_view name() const { return notation.name; }
    template <class T>
    [[nodiscard]] const Rules<T>& rules() const {
        if constexpr (sizeof(T) == sizeof(float))
            return in_float;
        else if constexpr (sizeof(T) == sizeof(double))
            return in_double;
        else
            return in_long_double;
    }
};

/// All of the catalogue, in its order.
const std::vector<MeasuredOperation>& measured_operations();

/// Throws std::out_of_range for a name that is not in the catalogue.
const MeasuredOperation& measured_operation(std::string_view name);

} // namespace ops_test
