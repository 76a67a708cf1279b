#pragma once

#include <autodiff/graph/graph.hpp>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace autodiff {

/// Evaluates a graph at one point after another in the same memory, and the graphs that it calls: a loop takes as much
/// as one step of it.
class Evaluation {
  public:
    enum class Guards {
        ignored,
        checked ///< throws GuardError where one does not hold, also inside calls
    };
    /// `graph` must outlive the evaluation.
    Evaluation(const Graph& graph, Guards guards);

    /// The value of every node at x, which has one number an input; of a call, 0. Valid until the next run.
    std::span<const double> run(std::span<const double> x);
    /// Writes the outputs at the point of the last run.
    void copy_outputs(std::span<double> outputs) const;
    std::vector<double> take_values() { return std::move(values_); }

    /// The guards of this graph and of what it calls, at the values of its nodes.
    void check_guards(std::span<const double> values);

  private:
    /// Who evaluates this graph as a part of another, for messages.
    struct Caller {
        const Evaluation* evaluation = nullptr;
        NodeId call{};
        std::size_t step = 0;
    };

    class Steps;

    void run_call(NodeId id);
    void run_once(const GraphFunction& function, std::span<const double> x, std::span<double> results, NodeId id);
    void run_loop(const GraphFunction& function, std::span<const double> x, std::span<double> results, NodeId id);
    Evaluation& part(std::unique_ptr<Evaluation>& part, const Graph& graph, NodeId call, Guards guards) const;
    [[nodiscard]] std::string place(NodeId node) const;
    void check_own_guards(std::span<const double> values) const;

    /// What evaluates the graphs of a function.
    struct Parts {
        std::unique_ptr<Evaluation> body, adjoint;
    };

    const Graph& graph_;
    Guards guards_;
    Caller caller_;
    std::vector<double> values_;
    std::vector<double> arguments_;         // of the node that is evaluated
    std::vector<std::size_t> first_result_; // of a call: its place in results_. Empty where there are no calls
    std::vector<double> results_;
    std::vector<Parts> parts_; // one a function
};

} // namespace autodiff
