#include <autodiff/program/program.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/program/batch.hpp>
#include <autodiff/program/instruction_sets.hpp>
#include <autodiff/program/lowering.hpp>
#include <autodiff/program/nested/counts.hpp>
#include <autodiff/program/nested/inlining.hpp>
#include <autodiff/program/nested/plan_bodies.hpp>
#include <autodiff/program/nested/uniform_values.hpp>
#include <autodiff/program/planner.hpp>
#include <autodiff/program/point_code.hpp>

#include <fmt/format.h>
#include <mutex>
#include <ostream>
#include <string_view>

namespace autodiff {

namespace {

using program::Batch;
using program::PointCode;
using program::Purpose;

/// What fails when a guard inside a call does: a number behind those of the graph's own guards.
std::uint32_t nested_guard(const Graph& graph) { return static_cast<std::uint32_t>(graph.guards().size()); }

program::Plan batch_plan(const Graph& lowered, Purpose purpose) {
    program::Plan result = program::plan_steps(lowered, purpose);
    program::plan_bodies(result, program::BodyUse::batch, nested_guard(lowered));
    program::finish_for_batches(result);
    return result;
}

program::Plan point_plan(const Graph& lowered) {
    program::Plan result = program::plan_steps(lowered, Purpose::map);
    program::plan_bodies(result, program::BodyUse::point, nested_guard(lowered));
    if (!program::constants_branch_as_recorded(result)) result.failing_guard = nested_guard(lowered);
    return result;
}

/// Made when first asked for, by whichever thread comes first.
template <class T>
class Lazy {
  public:
    template <class Make>
    const T& get(const Make& make) const {
        std::call_once(once_, [&] { value_ = std::make_unique<T>(make()); });
        return *value_;
    }

  private:
    mutable std::once_flag once_;
    mutable std::unique_ptr<T> value_;
};

Graph without_parameters(Graph graph) {
    graph.set_data_inputs(0);
    return graph;
}

} // namespace

struct Program::Compiled {
    Compiled(const Graph& source, const CompileOptions& how)
        : graph(program::inline_small_calls(source, how.inline_below)), lowered(program::lower(graph)), options(how),
          kernels(&program::kernels(how.instruction_set)) {}

    [[nodiscard]] const Batch& batch(Purpose purpose) const {
        return (purpose == Purpose::map ? map_ : sum_).get([&] {
            return Batch(batch_plan(lowered, purpose), *kernels, options.lanes);
        });
    }
    [[nodiscard]] const PointCode& point() const {
        return point_.get([&] {
            const bool same = graph.data_inputs() == 0;
            return PointCode(point_plan(same ? lowered : program::lower(without_parameters(graph))), *kernels,
                             options.machine_code);
        });
    }

    /// Throws for the first failure, unless the options say where failures go.
    void report(std::span<const double> parameters, const Points& points, std::vector<GuardFailure> failures,
                const RunOptions& how) const;
    [[nodiscard]] std::string describe(std::span<const double> x, std::size_t guard) const;
    [[nodiscard]] std::string describe_in_call(std::span<const double> x) const;

    Graph graph;
    Graph lowered;
    CompileOptions options;
    const program::Kernels* kernels;

  private:
    Lazy<Batch> map_;
    Lazy<Batch> sum_;
    Lazy<PointCode> point_;
};

/// Evaluation knows where it stands.
std::string Program::Compiled::describe_in_call(std::span<const double> x) const {
    try {
        static_cast<void>(evaluate(graph, x));
    } catch (const GuardError& error) {
        const std::string_view sentence = error.what();
        constexpr std::string_view speaker = "Graph: ";
        return std::string(sentence.substr(speaker.size(), sentence.size() - speaker.size() - 1)); // nor the full stop
    }
    return "a comparison in a graph that is called is decided by rounding, and comes out otherwise here than when the "
           "graph was recorded; record it again at this point, or write the branch with select()";
}

std::string Program::Compiled::describe(std::span<const double> x, std::size_t guard) const {
    if (guard >= lowered.guards().size()) return describe_in_call(x);
    const std::vector<double> values = node_values(lowered, x);
    const Guard& failed = lowered.guards()[guard];
    const auto operands = lowered.arguments(failed.comparison);
    return fmt::format(
        "the comparison {} {} {} is {} here and was {} when the graph was recorded, so the function would "
        "take another branch; record it again at this point, write the branch with select(), or let "
        "compile_branching record it",
        values[index(operands[0])], notation(lowered.node(failed.comparison).opcode()).symbol,
        values[index(operands[1])], !failed.taken, failed.taken);
}

void Program::Compiled::report(std::span<const double> parameters, const Points& points,
                               std::vector<GuardFailure> failures, const RunOptions& how) const {
    if (how.failures != nullptr) {
        *how.failures = std::move(failures);
        return;
    }
    if (failures.empty()) return;
    const GuardFailure& first = failures.front();
    std::vector<double> x(parameters.begin(), parameters.end());
    for (std::size_t k = 0; k < points.elements; ++k)
        x.push_back(points.at(first.point)[static_cast<std::ptrdiff_t>(k) * points.element_stride]);
    throw GuardError(fmt::format("Program: at point {} {}. {} points branch otherwise.", first.point,
                                 describe(x, first.guard), failures.size()));
}

Program::Program(const Graph& graph, const CompileOptions& options)
    : compiled_(std::make_shared<const Compiled>(graph, options)) {}

Program compile(const Graph& graph, const CompileOptions& options) { return Program(graph, options); }

const Graph& Program::graph() const { return compiled_->graph; }

std::vector<double> Program::operator()(std::span<const double> x) const {
    std::vector<double> outputs(graph().outputs().size());
    evaluate_into(outputs, x);
    return outputs;
}

void Program::evaluate_into(std::span<double> outputs, std::span<const double> x) const {
    require_size(x.size(), graph().inputs().size(), "Program", "inputs");
    require_size(outputs.size(), graph().outputs().size(), "Program", "outputs");
    const std::uint32_t failed = compiled_->point().run(outputs, x);
    if (failed != program::none) throw GuardError("Program: " + compiled_->describe(x, failed) + ".");
}

void Program::map(const Points& points, const OutputPoints& outputs, const RunOptions& options) const {
    require_size(graph().data_inputs(), 0, "Program::map",
                 "data inputs (a graph with data takes its parameters first)");
    map({}, points, outputs, options);
}

void Program::map(std::span<const double> parameters, const Points& points, const OutputPoints& outputs,
                  const RunOptions& options) const {
    const std::size_t shared = graph().data_inputs() == 0 ? 0 : graph().parameters().size();
    require_size(parameters.size(), shared, "Program::map", "parameters");
    require_size(points.elements, graph().inputs().size() - shared, "Program::map", "numbers a point");
    require_size(outputs.elements, graph().outputs().size(), "Program::map", "outputs a point");
    require_size(outputs.points, points.points, "Program::map", "points in the outputs");
    compiled_->report(parameters, points, compiled_->batch(Purpose::map).map(parameters, points, outputs, options),
                      options);
}

void Program::sum_into(std::span<double> outputs, std::span<const double> parameters, const Points& points,
                       const RunOptions& options) const {
    const std::size_t shared = graph().data_inputs() == 0 ? 0 : graph().parameters().size();
    require_size(parameters.size(), shared, "Program::sum", "parameters");
    require_size(points.elements, graph().inputs().size() - shared, "Program::sum", "numbers a point");
    require_size(outputs.size(), graph().outputs().size(), "Program::sum", "outputs");
    compiled_->report(parameters, points, compiled_->batch(Purpose::sum).sum(outputs, parameters, points, options),
                      options);
}

ProgramSum Program::sum(std::span<const double> parameters, const Points& points, const RunOptions& options) const {
    std::vector<double> outputs(graph().outputs().size());
    sum_into(outputs, parameters, points, options);
    if (outputs.empty()) return {};
    return {outputs.front(), {outputs.begin() + 1, outputs.end()}};
}

ProgramStatistics Program::statistics() const {
    const Batch& batch = compiled_->batch(graph().data_inputs() == 0 ? Purpose::map : Purpose::sum);
    return {.instructions = program::instruction_count(batch.plan()),
            .uniforms = program::uniform_count(batch.plan()),
            .slots = batch.code().room() / batch.code().lanes(),
            .sums = batch.plan().sums,
            .bytes = batch.code().room() * sizeof(double),
            .flops = program::flop_count(batch.plan()),
            .lanes = batch.code().lanes(),
            .instruction_set = program::set_of(*compiled_->kernels),
            .machine_code = compiled_->point().is_machine_code()};
}

std::ostream& operator<<(std::ostream& stream, const ProgramStatistics& statistics) {
    return stream << fmt::format("{} instructions on {} lanes ({}), {} flops a point\n{} slots of {} bytes in all, {} "
                                 "running sums, {} uniforms",
                                 statistics.instructions, statistics.lanes, name(statistics.instruction_set),
                                 statistics.flops, statistics.slots, statistics.bytes, statistics.sums,
                                 statistics.uniforms);
}

} // namespace autodiff
