#pragma once

#include <autodiff/enclosures/enclosure.hpp>
#include <autodiff/enclosures/exact_real.hpp>
#include <autodiff/graph/graph.hpp>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace autodiff {

/// How exactly, and how far to go for it. A result is good when its radius is below 2^-relative_bits of it, or below
/// 2^absolute_exponent, which no double is: its smallest is 2^-1074.
struct EncloseOptions {
    int relative_bits = 70;
    int absolute_exponent = -1084;
    int first_bits = 128;   ///< of the arithmetic; doubled until the results are good
    int last_bits = 16'384; ///< results that are not good then are undefined
    /// Called now and then within a long evaluation; what it throws ends the evaluation, and the next begins afresh.
    std::function<void()> pause = {};
};

/// Evaluates a graph rigorously, point after point: the rules of ops/ run on balls, in higher and higher precision. The
/// graph's last inputs may be exact numbers, the same at every point.
class Encloser {
  public:
    explicit Encloser(const Graph& graph, std::span<const ExactReal> numbers = {}, const EncloseOptions& options = {});
    ~Encloser();
    Encloser(Encloser&&) noexcept;
    Encloser& operator=(Encloser&&) noexcept;

    /// All outputs at the point x: one double for every input before the numbers; 0 and -0 are the same. Undefined
    /// where the real function is, where a guard comes out otherwise, and for an input that is NaN. Throws ShapeError
    /// for the wrong number of inputs.
    [[nodiscard]] std::vector<Enclosure> operator()(std::span<const double> x);

  private:
    class Workspace;
    std::unique_ptr<Workspace> workspace_;
};

/// The outputs of the graph at one point, as by an Encloser.
[[nodiscard]] std::vector<Enclosure> enclose(const Graph& graph, std::span<const double> x,
                                             const EncloseOptions& options = {});
[[nodiscard]] std::vector<Enclosure> enclose(const Graph& graph, std::span<const double> x,
                                             std::span<const ExactReal> numbers, const EncloseOptions& options = {});

} // namespace autodiff
