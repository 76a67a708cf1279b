#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/program/instruction.hpp>
#include <autodiff/program/points.hpp>
#include <autodiff/program/run_options.hpp>

#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace autodiff {

using program::InstructionSet;

/// How a graph is compiled. What is not chosen is chosen well.
struct CompileOptions {
    /// Nothing: the best that this processor has.
    std::optional<InstructionSet> instruction_set = {};
    /// Points that go side by side through each instruction, a multiple of 8. 0: as many as the caches hold.
    std::size_t lanes = 0;
    /// One point at a time runs as machine code, where the processor is an x86-64 with AVX2 and the system allows it;
    /// else, and with `false`, it is interpreted.
    bool machine_code = true;
    /// Graphs that are called are written out where they are called, loops step after step, as long as this gives no
    /// more nodes, the smallest ones first: what is small runs faster so. All others are planned once, however often
    /// they are called and however many steps a loop has. 0: none is written out.
    std::size_t inline_below = 20'000;
};

/// A sum over points: of the first output, and of all others.
struct ProgramSum {
    double value = 0;
    std::vector<double> gradient;
};

/// What a program is made of. Prints as a few lines.
struct ProgramStatistics {
    std::size_t instructions = 0; ///< of a batch; those of a graph that is called once, however often it runs
    std::size_t uniforms = 0;     ///< operations done once for all points
    std::size_t slots = 0;        ///< values alive at once, with the states that loops keep for the way back
    std::size_t sums = 0;         ///< running sums
    std::size_t bytes = 0;        ///< of the slots of a block
    std::size_t flops = 0;        ///< + - * / a point, in loops for every step; functions count as one
    std::size_t lanes = 0;
    InstructionSet instruction_set{};
    bool machine_code = false; ///< one point at a time
};

/// A graph made ready to run: at one point or at very many. Immutable: any number of threads may run it at once, and
/// copies share it. Results differ from the graph's own evaluation by rounding: products and sums are fused, functions
/// are SLEEF's of 1.0 ulp.
class Program {
  public:
    explicit Program(const Graph& graph, const CompileOptions& options = {});

    /// The outputs at one point, parameters first. Throws ShapeError for the wrong number of inputs, and GuardError
    /// where the recorded function would have branched otherwise.
    [[nodiscard]] std::vector<double> operator()(std::span<const double> x) const;
    [[nodiscard]] std::vector<double> operator()(std::initializer_list<double> x) const {
        return (*this)(std::span(x.begin(), x.size()));
    }
    void evaluate_into(std::span<double> outputs, std::span<const double> x) const;

    /// The outputs at each point, of a graph without parameters. Throws ShapeError when points and outputs do not fit
    /// the graph or each other, GuardError as above for the first such point (or see RunOptions::failures), Cancelled.
    void map(const Points& points, const OutputPoints& outputs, const RunOptions& options = {}) const;
    /// The same for a graph with parameters, which all points share.
    void map(std::span<const double> parameters, const Points& points, const OutputPoints& outputs,
             const RunOptions& options = {}) const;

    /// The outputs summed over all points, in constant memory whatever their number. Bit for bit the same for any
    /// number of threads. Throws as map does.
    [[nodiscard]] ProgramSum sum(std::span<const double> parameters, const Points& points,
                                 const RunOptions& options = {}) const;
    void sum_into(std::span<double> outputs, std::span<const double> parameters, const Points& points,
                  const RunOptions& options = {}) const;

    /// The graph that was compiled, with those calls that are planned as calls.
    [[nodiscard]] const Graph& graph() const;
    /// Of sum, or of map where the graph has no parameters.
    [[nodiscard]] ProgramStatistics statistics() const;

  private:
    struct Compiled;
    std::shared_ptr<const Compiled> compiled_;
};

/// A program of the graph: Program(graph, options). The graph is taken as it is, but for what nobody needs and what
/// stands twice; the graph verbs simplify, a recording as such may want simplify or fuse first.
[[nodiscard]] Program compile(const Graph& graph, const CompileOptions& options = {});

/// The instruction sets that this build has and this processor runs, the best one last.
[[nodiscard]] std::vector<InstructionSet> instruction_sets();

[[nodiscard]] const char* name(InstructionSet set);

std::ostream& operator<<(std::ostream& stream, const ProgramStatistics& statistics);

} // namespace autodiff
