// The operations: a row each of name, number of arguments and definition over jets.
#pragma once

#include <reference/jet.hpp>
#include <reference/reference.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace reference {

/// What a definition sees: jets to compute with, and the exact numbers behind them to branch on.
struct Arguments {
    std::span<const Jet> jets;
    const Numbers& at;

    const Jet& operator[](std::size_t i) const { return jets[i]; }
    std::size_t size() const { return jets.size(); }
};

struct Operation {
    std::string_view name;
    std::size_t arity; // 0: any number
    Jet (*define)(const Arguments& x);
};

/// What is asked of an operation: its value (order 0), or a partial with respect to i, or to i and j.
struct Wanted {
    int order = 0;
    std::size_t i = 0;
    std::size_t j = 0;

    bool involves(std::size_t k) const { return (order > 0 && i == k) || (order > 1 && j == k); }
};

std::span<const Operation> arithmetic_operations();
std::span<const Operation> exponential_operations();
std::span<const Operation> trigonometric_operations();
std::span<const Operation> activation_operations();
std::span<const Operation> special_operations();
std::span<const Operation> stepwise_operations();
std::span<const Operation> reductions();

/// The row of that name; throws std::invalid_argument when there is none.
const Operation& find_operation(std::string_view name);

/// What holds where the definition does not apply: outside of the domain, at its edges, at kinks. Empty elsewhere.
std::optional<Truth> edge(std::string_view name, const Numbers& x, Wanted wanted);

/// The limit at an infinite argument, undefined where there is none or none is stated. Empty for finite arguments.
std::optional<Truth> limit(std::string_view name, const Numbers& x, Wanted wanted);

} // namespace reference
