#pragma once

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/program/program.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace autodiff {

/// A function that branches, over many points: recorded and compiled once for each way through its branches that the
/// points take, so that any function of Var can be mapped. The results are those of the tape at each point, up to the
/// rounding of programs. What has been recorded is kept for the next run. Not to be run by several threads at once.
class BranchingProgram {
  public:
    /// The graph of what is asked for, recorded at these parameters and this point.
    using Record = std::function<Graph(std::span<const double> parameters, std::span<const double> point)>;

    explicit BranchingProgram(Record record, CompileOptions options = {})
        : record_(std::move(record)), options_(options) {}

    /// Program::map, for all branches. RunOptions::failures is not used. Throws what recording and Program::map throw.
    void map(const Points& points, const OutputPoints& outputs, const RunOptions& options = {}) {
        map({}, points, outputs, options);
    }
    void map(std::span<const double> parameters, const Points& points, const OutputPoints& outputs,
             const RunOptions& options = {});
    /// Program::sum, for all branches.
    [[nodiscard]] ProgramSum sum(std::span<const double> parameters, const Points& points,
                                 const RunOptions& options = {});

    /// One for each way through the branches so far.
    [[nodiscard]] std::span<const Program> programs() const { return programs_; }

  private:
    template <class Run, class One>
    void run(std::span<const double> parameters, const Points& points, const RunOptions& options, const Run& each,
             const One& one);

    Record record_;
    CompileOptions options_;
    std::vector<Program> programs_;
};

/// A branching program of verb(f), f a function of a vector of scalars: verb is value_and_gradient, jacobian, any
/// function from graph to graph.
template <class F, class Verb>
BranchingProgram compile_branching(F f, Verb verb, const CompileOptions& options = {}) {
    return BranchingProgram(
        [f, verb](std::span<const double>, std::span<const double> point) { return Graph(verb(record(f, point))); },
        options);
}

/// The same for a function of parameters and data, f(theta, point).
template <class F, class Verb>
BranchingProgram compile_branching_with_parameters(F f, Verb verb, const CompileOptions& options = {}) {
    return BranchingProgram(
        [f, verb](std::span<const double> theta, std::span<const double> point) {
            return Graph(verb(record(f, autodiff::parameters(theta), autodiff::data(point))));
        },
        options);
}

} // namespace autodiff
