#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace autodiff::writing {

/// What the inputs and the shared operations of a graph are called in text: as given, otherwise x, or x0, x1, ... where
/// there are several. Shared operations are t1, t2, ... unless an input is called like that.
class Names {
  public:
    /// Throws ShapeError unless there is no name or one an input.
    Names(std::size_t inputs, std::span<const std::string> names);

    [[nodiscard]] std::string input(std::size_t i) const;
    /// `number` counts from 1.
    [[nodiscard]] std::string shared(std::size_t number) const;

  private:
    std::size_t inputs_;
    std::span<const std::string> names_;
    char letter_ = 't';
};

/// A name in LaTeX's mathematics mode: x1 and x_1 as x_{1}, alpha as \alpha, names of several letters upright;
/// primes stay behind them.
[[nodiscard]] std::string latex_name(std::string_view name);

} // namespace autodiff::writing
