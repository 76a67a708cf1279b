#pragma once

// Value and gradient at one point at a time: Program::evaluate_into beside the tape recorded anew.

#include <benchmarks/programs/compiled.hpp>
#include <benchmarks/programs/many_points.hpp>
#include <benchmarks/programs/stopwatch.hpp>
#include <benchmarks/programs/workloads.hpp>
#include <benchmarks/report/figures.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace benchmarks {

inline std::vector<std::string> one_point_heading() {
    return {"function", "plain", "program", "interpreted", "tape", "program ÷ plain", "tape ÷ program"};
}

template <class F>
std::vector<std::string> one_point_row(const Workload<F>& workload, const ProgramSettings& settings) {
    const autodiff::Graph graph = autodiff::value_and_gradient(recorded<F>(workload.theta, workload.point(0)));
    const autodiff::Program program = autodiff::compile(graph);
    const autodiff::Program interpreted = autodiff::compile(graph, {.machine_code = false});
    std::vector<double> inputs = workload.theta;
    inputs.resize(F::parameters + F::data);
    std::vector<double> outputs(1 + F::parameters);
    std::vector<double> gradient(F::parameters);
    OneTape<F> tape;
    std::size_t next = 0; // each call has another point
    const auto evaluate = [&](const autodiff::Program& compiled) {
        const std::span<const double> point = workload.point(next++);
        std::copy(point.begin(), point.end(), inputs.begin() + F::parameters);
        compiled.evaluate_into(outputs, inputs);
    };
    const auto record = [&] { return tape(gradient, workload.theta, workload.point(next++).data(), 1); };
    for (const autodiff::Program* compiled : {&program, &interpreted})
        for (std::size_t i = 0; i < 3; ++i) {
            next = i;
            evaluate(*compiled);
            next = i;
            const double value = record();
            require_equal(std::span(outputs).first(1), std::vector{value}, workload.name + ", value at one point");
            require_equal(std::span(outputs).subspan(1), gradient, workload.name + ", gradient at one point");
        }
    double sink = 0.0;
    const auto plain = [&](const PlainFunctions& functions) {
        sink += (functions.*workload.plain)(workload.theta, workload.point(next++).data(), 1);
    };
    const OnOneCore pinned;
    const std::vector<double> times = medians({{[&] { plain(plain_functions()); }},
                                               {[&] { plain(plain_functions_scalar()); }},
                                               {[&] { evaluate(program); }},
                                               {[&] { evaluate(interpreted); }},
                                               {[&] { record(); }}},
                                              settings.repetitions);
    const double fastest_plain = std::min(times[0], times[1]);
    return {workload.name,
            time_text(fastest_plain),
            time_text(times[2]),
            time_text(times[3]),
            time_text(times[4]),
            ratio_text(times[2] / fastest_plain),
            ratio_text(times[4] / times[2])};
}

} // namespace benchmarks
