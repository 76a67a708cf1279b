#pragma once

// What a program costs before it runs, on two cores, and over a hundred million points.

#include <benchmarks/programs/compiled.hpp>
#include <benchmarks/programs/many_points.hpp>
#include <benchmarks/programs/stopwatch.hpp>
#include <benchmarks/programs/workloads.hpp>
#include <benchmarks/report/figures.hpp>

#include <autodiff/parallel.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace benchmarks {

inline std::vector<std::string> preparation_heading() {
    return {"function",  "nodes",       "record", "differentiate",   "compile",
            "first sum", "first point", "whole",  "a node of these", "runs a point"};
}

/// The steps from a function to its first gradients.
template <class F>
std::vector<std::string> preparation_row(const std::string& name) {
    const std::vector<double> theta = RandomData(43).normals(F::parameters, 0.1);
    const std::vector<double> point = RandomData(44).normals(F::data);
    std::vector<double> inputs = theta;
    inputs.insert(inputs.end(), point.begin(), point.end());
    std::vector<double> outputs(1 + F::parameters);
    autodiff::Graph recording, gradient;
    std::optional<autodiff::Program> program;
    const OnOneCore pinned;
    const auto seconds = [](const auto& call) { return seconds_of_one(CLOCK_THREAD_CPUTIME_ID, call); };
    std::vector<double> times;
    times.push_back(seconds([&] { recording = recorded<F>(theta, point); }));
    times.push_back(seconds([&] { gradient = autodiff::value_and_gradient(recording); }));
    times.push_back(seconds([&] { program = autodiff::compile(gradient); }));
    const auto sum = [&] { program->sum_into(outputs, theta, autodiff::rows(point, F::data)); };
    times.push_back(seconds(sum));
    times.push_back(seconds([&] { program->evaluate_into(outputs, inputs); }));
    const std::vector<double> expected = outputs;
    sum();
    require_equal(outputs, expected, name + ", sum and one point");
    double whole = 0.0;
    for (const double time : times) whole += time;
    std::vector<std::string> row{name, count_text(gradient.size())};
    for (const double time : times) row.push_back(time_text(time));
    const double run = medians({{[&] { program->evaluate_into(outputs, inputs); }}}, 5).front();
    for (const double time : {whole, whole / double(gradient.size()), run}) row.push_back(time_text(time));
    return row;
}

inline std::vector<std::string> cores_heading() { return {"function", "points", "one core", "all cores", "speed-up"}; }

inline std::vector<std::string> cores_row(const std::string& name, std::size_t count,
                                          const std::vector<double>& times) {
    return {name, count_text(count), time_text(times[0]), time_text(times[1]), ratio_text(times[0] / times[1])};
}

/// Wall time a point of a sum, by the calling thread and by all.
template <class F>
std::vector<std::string> sum_on_cores(const Workload<F>& workload, std::size_t count, const ProgramSettings& settings) {
    count /= settings.divisor;
    const std::vector<double> points = repeated(workload.block, count, F::data);
    const auto program =
        autodiff::compile(autodiff::value_and_gradient(recorded<F>(workload.theta, workload.point(0))));
    std::vector<double> alone(1 + F::parameters);
    std::vector<double> together(1 + F::parameters);
    const autodiff::Points view = autodiff::rows(points, F::data);
    const auto times =
        medians({{[&] { program.sum_into(alone, workload.theta, view); }, double(count)},
                 {[&] { program.sum_into(together, workload.theta, view, {.workers = &autodiff::all_cores()}); },
                  double(count)}},
                settings.repetitions, CLOCK_MONOTONIC);
    if (alone != together) throw std::runtime_error("programs: " + workload.name + ": cores change the sum");
    return cores_row(workload.name, count, times);
}

inline std::vector<std::string> map_on_cores(std::size_t count, const ProgramSettings& settings) {
    count /= settings.divisor;
    const Ba problem;
    constexpr std::size_t size = BaErrors::parameters + BaErrors::data;
    constexpr std::size_t outputs = BaErrors::parameters * BaErrors::outputs;
    const std::vector<double> points = repeated(bundle_adjustment(problem), count, size);
    const auto program = autodiff::compile(recorded_jacobian(problem.block_input(0), problem.observed(0)));
    std::vector<double> jacobians(count * outputs);
    const auto map = [&](const autodiff::RunOptions& options) {
        program.map(autodiff::rows(points, size), autodiff::rows(jacobians, outputs), options);
    };
    const auto times =
        medians({{[&] { map({}); }, double(count)}, {[&] { map({.workers = &autodiff::all_cores()}); }, double(count)}},
                settings.repetitions, CLOCK_MONOTONIC);
    return cores_row("bundle adjustment, Jacobians", count, times);
}

/// The most memory that this process has held, in bytes.
inline double peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * double(usage.ru_maxrss); // kilobytes, says Linux
}

/// A sum over 10^8 points, all of which are one and the same place in memory. Run it before anything large.
inline std::string constant_memory(const ProgramSettings& settings) {
    const std::size_t count = 100'000'000 / settings.divisor;
    const Workload<LogisticLoss> workload = logistic();
    const auto program =
        autodiff::compile(autodiff::value_and_gradient(recorded<LogisticLoss>(workload.theta, workload.point(0))));
    const autodiff::Points one(workload.block.data(), 1, LogisticLoss::data, 0);
    const autodiff::Points many(workload.block.data(), count, LogisticLoss::data, 0);
    autodiff::ProgramSum expected = program.sum(workload.theta, one);
    const double before = peak_memory();
    autodiff::ProgramSum sum;
    const OnOneCore pinned;
    const double seconds = seconds_of_one(CLOCK_THREAD_CPUTIME_ID, [&] { sum = program.sum(workload.theta, many); });
    const double after = peak_memory();
    for (double& x : expected.gradient) x *= double(count);
    require_equal(sum.gradient, expected.gradient, "a sum over many points");
    double error = 0.0;
    for (std::size_t i = 0; i < expected.gradient.size(); ++i)
        error = std::max(error, std::abs(sum.gradient[i] / expected.gradient[i] - 1.0));
    return fmt::format("The gradient of {} logistic losses by 30 parameters: {} ({} a point), peak memory {:.1f} MB "
                       "before and {:.1f} MB after; relative error at most {:.1e}.",
                       count_text(count), time_text(seconds), time_text(seconds / double(count)), before / 1e6,
                       after / 1e6, error);
}

} // namespace benchmarks
