#pragma once

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/notation/formula.hpp>
#include <autodiff/validation/checks/switches.hpp>
#include <autodiff/validation/number_grid.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace autodiff::validation {

/// Where a function need not have a derivative, because one of its operations goes from one piece to another: what the
/// rules of the operations give there is a choice, and no truth to measure by. Decided by rigorous enclosures.
class Kinks {
  public:
    /// Of the function along one of its variables, on the numbers of a format.
    Kinks(const Formula& function, std::size_t variable, Precision precision);

    /// Whether an operation changes its piece at x, or between x and a neighbouring number: the place itself is often
    /// no number of the format.
    [[nodiscard]] bool operator()(std::span<const double> x);

  private:
    struct Watch {
        Switch where;
        std::size_t output; ///< of the difference whose sign counts; of steps, of the value and then of the argument
    };

    std::vector<Watch> watches_;
    std::size_t variable_;
    NumberGrid grid_;
    std::optional<Encloser> encloser_; ///< none where nothing branches
};

} // namespace autodiff::validation
