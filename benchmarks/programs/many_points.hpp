#pragma once

// Gradients at very many points: the plain function, the program on each instruction set, the tape, by hand.

#include <benchmarks/programs/compiled.hpp>
#include <benchmarks/programs/report.hpp>
#include <benchmarks/programs/stopwatch.hpp>
#include <benchmarks/programs/workloads.hpp>
#include <benchmarks/report/bar_chart.hpp>
#include <benchmarks/report/figures.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace benchmarks {

struct ProgramSettings {
    std::size_t repetitions = 9;
    std::size_t divisor = 1; ///< of numbers of points
};

/// Rows of the table of many points.
class ManyPoints {
  public:
    explicit ManyPoints(const ProgramSettings& settings) : settings_(settings) {
        std::vector<std::string> heading{"function", "points", "plain"};
        for (const auto set : autodiff::instruction_sets()) heading.emplace_back(autodiff::name(set));
        for (const char* column : {"tape", "by hand", "program ÷ plain", "tape ÷ program", "by hand ÷ program"})
            heading.emplace_back(column);
        rows_.push_back(heading);
    }

    [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return rows_; }

    /// Times over that of the plain function.
    [[nodiscard]] BarChart chart(const std::string& machine) const {
        BarChart result{
            .title = "Time of a gradient over that of the plain function, many points, one core",
            .subtitle = "shorter is better, below 1 is cheaper than the function itself; logarithmic axis; " + machine,
            .series = {},
            .groups = groups_};
        std::size_t variant = 0;
        for (const auto set : autodiff::instruction_sets())
            result.series.push_back({fmt::format("program, {}", autodiff::name(set)), colour_of_ours(variant++), true});
        result.series.push_back({"tape", colour_of_others(0), false});
        result.series.push_back({"by hand", colour_of_others(1), false});
        return result;
    }

    template <class F>
    void add_sum(const Workload<F>& workload, std::size_t count) {
        count /= settings_.divisor;
        const autodiff::Graph graph = autodiff::value_and_gradient(recorded<F>(workload.theta, workload.point(0)));
        const std::vector<autodiff::Program> programs = on_each_set(graph);
        check(workload, programs);
        const std::vector<double> points = repeated(workload.block, count, F::data);
        std::vector<double> outputs(F::parameters + 1);
        std::vector<TimedCall> contenders;
        double sink = 0.0;
        for (const PlainFunctions* plain : {&plain_functions(), &plain_functions_scalar()})
            contenders.push_back(
                {[&, sum = plain->*workload.plain] { sink += sum(workload.theta, points.data(), count); },
                 double(count)});
        const autodiff::Points view = autodiff::rows(points, F::data);
        for (const autodiff::Program& program : programs)
            contenders.push_back({[&] { program.sum_into(outputs, workload.theta, view); }, double(count)});
        add_tapes<F>(contenders, workload, points, std::span(outputs).subspan(1));
        if (workload.by_hand)
            contenders.push_back(
                {[&] { workload.by_hand(std::span(outputs).subspan(1)); }, double(workload.block_points())});
        add_row(workload.name, count, contenders, workload.by_hand != nullptr);
    }

    void add_bundle_adjustment(std::size_t count) {
        count /= settings_.divisor;
        const Ba problem;
        const std::vector<double> block = bundle_adjustment(problem);
        const autodiff::Graph graph = recorded_jacobian(problem.block_input(0), problem.observed(0));
        const std::vector<autodiff::Program> programs = on_each_set(graph);
        check(problem, block, programs);
        const std::vector<double> points = repeated(block, count, ba_point);
        std::vector<double> jacobians(count * ba_jacobian);
        std::vector<double> errors(count * BaErrors::outputs);
        std::vector<double> few(problem.blocks() * ba_jacobian);
        std::vector<TimedCall> contenders;
        for (const PlainFunctions* plain : {&plain_functions(), &plain_functions_scalar()})
            contenders.push_back({[&, plain] { plain->ba(points.data(), count, errors.data()); }, double(count)});
        for (const autodiff::Program& program : programs)
            contenders.push_back(
                {[&] { program.map(autodiff::rows(points, ba_point), autodiff::rows(jacobians, ba_jacobian)); },
                 double(count)});
        autodiff::Tape tape;
        for (int i = 0; i < 2; ++i) // there is one way with the tape
            contenders.push_back({[&] { by_tape(tape, block, few); }, double(problem.blocks())});
        contenders.push_back({[&] { problem.by_hand(few); }, double(problem.blocks())});
        add_row("bundle adjustment, Jacobians", count, contenders, true);
    }

  private:
    static constexpr std::size_t ba_point = BaErrors::parameters + BaErrors::data;
    static constexpr std::size_t ba_jacobian = BaErrors::parameters * BaErrors::outputs;

    static std::vector<autodiff::Program> on_each_set(const autodiff::Graph& graph) {
        std::vector<autodiff::Program> programs;
        for (const auto set : autodiff::instruction_sets())
            programs.push_back(autodiff::compile(graph, {.instruction_set = set}));
        return programs;
    }

    /// The tape's time a point does not depend on their number: a few do.
    template <class F>
    void add_tapes(std::vector<TimedCall>& contenders, const Workload<F>& workload, const std::vector<double>& points,
                   std::span<double> gradient) const {
        const std::size_t count = std::min<std::size_t>(points.size() / F::data, 2000);
        const std::size_t few = std::min<std::size_t>(count, 200);
        const double* first = points.data();
        contenders.push_back(
            {[=, &workload] { accumulated<F>(gradient, workload.theta, first, count); }, double(count)});
        const auto tape = std::make_shared<OneTape<F>>();
        contenders.push_back({[=, &workload] { (*tape)(gradient, workload.theta, first, few); }, double(few)});
    }

    template <class F>
    static void check(const Workload<F>& workload, const std::vector<autodiff::Program>& programs) {
        const std::size_t few = std::min<std::size_t>(workload.block_points(), 150);
        std::vector<double> expected(F::parameters);
        const double value = accumulated<F>(expected, workload.theta, workload.block.data(), few);
        for (const PlainFunctions* plain : {&plain_functions(), &plain_functions_scalar()})
            require_equal(std::vector{(plain->*workload.plain)(workload.theta, workload.block.data(), few)},
                          std::vector{value}, workload.name + ", plain");
        const autodiff::Points all = autodiff::rows(workload.block, F::data);
        std::vector<double> by_hand(F::parameters);
        if (workload.by_hand) workload.by_hand(by_hand);
        for (const autodiff::Program& program : programs) {
            const autodiff::ProgramSum sum = program.sum(workload.theta, all.part(0, few));
            require_equal(std::vector{sum.value}, std::vector{value}, workload.name + ", value");
            require_equal(sum.gradient, expected, workload.name + ", gradient");
            if (workload.by_hand)
                require_equal(program.sum(workload.theta, all).gradient, by_hand, workload.name + ", by hand");
        }
    }

    static void check(const Ba& problem, const std::vector<double>& block,
                      const std::vector<autodiff::Program>& programs) {
        std::vector<double> by_hand(problem.blocks() * ba_jacobian);
        std::vector<double> result(by_hand.size());
        problem.by_hand(by_hand);
        autodiff::Tape tape;
        by_tape(tape, block, result);
        require_equal(result, by_hand, "bundle adjustment, tape");
        for (const autodiff::Program& program : programs) {
            program.map(autodiff::rows(block, ba_point), autodiff::rows(result, ba_jacobian));
            require_equal(result, by_hand, "bundle adjustment, program");
        }
    }

    static void by_tape(autodiff::Tape& tape, const std::vector<double>& block, std::vector<double>& jacobians) {
        std::vector<Var> x(BaErrors::parameters);
        for (std::size_t i = 0; i < block.size() / ba_point; ++i) {
            const double* point = &block[i * ba_point];
            tape.reset();
            for (std::size_t k = 0; k < x.size(); ++k) x[k] = tape.variable(point[k]);
            std::array<Var, BaErrors::outputs> y;
            BaErrors::value(x.data(), point + x.size(), y.data());
            const std::vector<double> jacobian = tape.jacobian<BaErrors::outputs>(y, x);
            std::copy(jacobian.begin(), jacobian.end(), &jacobians[i * ba_jacobian]);
        }
    }

    /// The contenders: both plain functions, a program for each set, both ways with the tape, and by hand.
    void add_row(const std::string& name, std::size_t count, const std::vector<TimedCall>& contenders, bool by_hand) {
        const OnOneCore pinned;
        const std::vector<double> times = medians(contenders, settings_.repetitions);
        const std::size_t sets = autodiff::instruction_sets().size();
        const double plain = std::min(times[0], times[1]);
        const double program = *std::min_element(times.begin() + 2, times.begin() + 2 + std::ptrdiff_t(sets));
        const double tape = std::min(times[2 + sets], times[3 + sets]);
        const std::optional<double> hand = by_hand ? std::optional(times[4 + sets]) : std::nullopt;
        std::vector<std::string> row{name, count_text(count), time_text(plain)};
        for (std::size_t s = 0; s < sets; ++s) row.push_back(time_text(times[2 + s]));
        for (const std::string& text :
             {time_text(tape), time_text(hand), ratio_text(program / plain), ratio_text(tape / program),
              ratio_text(hand ? std::optional(*hand / program) : std::nullopt)})
            row.push_back(text);
        rows_.push_back(row);
        BarChart::Group group{name, {}};
        for (std::size_t s = 0; s < sets; ++s) group.bars.emplace_back(times[2 + s] / plain);
        group.bars.emplace_back(tape / plain);
        group.bars.push_back(hand ? std::optional(*hand / plain) : std::nullopt);
        groups_.push_back(std::move(group));
    }

    ProgramSettings settings_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<BarChart::Group> groups_;
};

} // namespace benchmarks
