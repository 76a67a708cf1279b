#pragma once

#include <autodiff/validation/checks/conditioning.hpp>
#include <autodiff/validation/checks/diagnosis.hpp>
#include <autodiff/validation/checks/options.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace autodiff::checks {

/// Compares everything that is known about a subject, point by point, and collects what disagrees.
class Checker {
  public:
    Checker(const Subject& subject, std::vector<Interval> domain, const CheckOptions& options);

    void check_at(const std::vector<double>& x);
    /// The report, with the causes of what failed looked for.
    [[nodiscard]] Report take();

  private:
    /// Whether something has been said about a derivative at the point.
    enum class Settled : std::uint8_t { no, remark, failure };

    /// What is known at one point.
    struct Place {
        const std::vector<double>& x;
        std::vector<double> values;
        std::vector<Line> lines;                  ///< one an input
        std::optional<Conditioning> conditioning; ///< where the function could be recorded
        std::vector<Settled> settled;             ///< outputs times inputs
        Graph graph;
        std::optional<NodeId> tie; ///< the first operation that is at the boundary of two pieces
    };
    void prepare(Place& place);
    std::optional<Linearisation> linearise(std::size_t engine, const Place& place);
    void check_values(const Linearisation& linear, const Engine& engine, const Place& place);
    void check_against_differences(const Linearisation& linear, const Engine& engine, Place& place);
    void check_element(double found, const Engine& engine, Place& place, std::size_t k, std::size_t j);
    /// Where the derivative does not agree with the slope from both sides: what do the sides say?
    void check_sides(Finding finding, const Suspect& unexplained, Place& place);
    void settle(Finding finding, const Suspect& suspect, Place& place, bool fails, const Diagnosis& diagnosis);
    void check_against_first(const Linearisation& linear, const Linearisation& first, const Engine& engine,
                             Place& place);
    void check_complex_step(const Linearisation& first, Place& place);
    void check_chain(const Linearisation& linear, const Engine& engine, const Place& place);
    void check_adjoint_identity(const Linearisation& first, const Place& place);
    void check_hessian(const Place& place);
    /// slopes[j, i] is d gradient[j] / d x[i] by differences.
    void check_second_derivatives(const Matrix& hessian, std::span<const Slope> slopes, const Place& place);
    void check_symmetry(const Matrix& hessian, std::span<const Slope> slopes, const Place& place);

    [[nodiscard]] bool agrees(double found, const Slope& slope) const;
    [[nodiscard]] double scale(const Place& place, std::size_t k, std::size_t j, double a, double b) const;
    [[nodiscard]] std::string component(std::size_t k, std::size_t j) const;
    [[nodiscard]] std::string second_component(std::size_t i, std::size_t j) const;
    void engine_failed(std::size_t engine, const std::string& sentence, const Place& place);
    static constexpr double underflow = 1e-300;

    /// Adds a finding, or counts it with those like it.
    void add(Finding finding);
    void suspect(Finding finding, const Suspect& suspect);

    const Subject& subject_;
    std::vector<Interval> domain_;
    const CheckOptions& options_;
    Random random_;
    Report report_;
    std::vector<std::optional<Suspect>> suspects_; // one a finding: those whose cause is still to be looked for
    std::set<std::size_t> dead_engines_;
    std::size_t outputs_ = 0;
    std::size_t hessians_ = 0;
};

} // namespace autodiff::checks
