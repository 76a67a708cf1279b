#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff::reading {

/// An operator between two operands, as the catalogue writes it.
struct Infix {
    std::string_view symbol;
    int precedence;
    ops::Opcode operation;
    bool compares;
};
[[nodiscard]] std::span<const Infix> infix_operators();

/// A function of the prelude, taken apart.
struct Definition {
    std::string_view name;
    std::vector<std::string_view> parameters;
    std::string_view body;
};
[[nodiscard]] std::span<const Definition> definitions();

/// What a call means: an operation of the catalogue, one applied from the left, or a function of the prelude.
struct Callee {
    ops::Opcode operation{};
    bool folded = false;
    const Definition* definition = nullptr;
};
[[nodiscard]] std::optional<Callee> find_function(std::string_view name, std::size_t arguments);

[[nodiscard]] bool is_function(std::string_view name);
/// How the function is called: "log(x) or log(x, base)".
[[nodiscard]] std::string signatures(std::string_view name);
[[nodiscard]] std::span<const std::string_view> function_names();

/// The candidate that a mistyped word most likely means: few letters exchanged, missing, too many or of the other case.
/// Empty when none is near.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

} // namespace autodiff::reading
