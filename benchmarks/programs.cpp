// Compiled programs at many points and at one, beside the plain function, the tape and derivatives written by hand.
// Results are checked before they are timed. Needs no other benchmark library.

#include <benchmarks/programs/many_points.hpp>
#include <benchmarks/programs/one_point.hpp>
#include <benchmarks/programs/report.hpp>
#include <benchmarks/programs/scaling.hpp>
#include <benchmarks/report/machine.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace benchmarks {
namespace {

constexpr std::string_view usage = R"(options:
  --quick            a fiftieth of the points, and no graph of a million nodes
  --repetitions N    of which each time is the median (9)
  --markdown FILE    write what is printed to a file, too
  --chart FILE       draw the gradients at many points as SVG
)";

struct Options {
    ProgramSettings settings;
    bool quick = false;
    std::string markdown;
    std::string chart;
};

/// Nothing when the arguments make no sense.
std::optional<Options> parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const bool has_value = i + 1 < argc;
        if (argument == "--quick") {
            options.quick = true;
            options.settings.divisor = 50;
        } else if (argument == "--repetitions" && has_value) {
            const int repetitions = std::atoi(argv[++i]);
            if (repetitions < 1) return std::nullopt;
            options.settings.repetitions = std::size_t(repetitions);
        } else if (argument == "--markdown" && has_value) {
            options.markdown = argv[++i];
        } else if (argument == "--chart" && has_value) {
            options.chart = argv[++i];
        } else {
            return std::nullopt;
        }
    }
    return options;
}

void many_points(ProgramReport& report, const Options& options) {
    ManyPoints table(options.settings);
    table.add_sum(gmm<10>(&PlainFunctions::gmm_10), 10'000);
    table.add_sum(gmm<32>(&PlainFunctions::gmm_32), 10'000);
    table.add_sum(logistic(), 1'000'000);
    table.add_sum(network(), 1'000'000);
    table.add_bundle_adjustment(1'000'000);
    table.add_sum(black_scholes(), 100'000);
    report.text("Gradients at many points, one core, time a point:");
    report.table(table.rows());
    if (!options.chart.empty()) write_file(options.chart, svg(table.chart(machine_line(this_machine()))));
}

void preparation(ProgramReport& report, bool quick) {
    std::vector<std::vector<std::string>> rows{preparation_heading(),
                                               preparation_row<GmmTerm<10, 25>>("Gaussian mixture, d=10 k=25"),
                                               preparation_row<GmmTerm<32, 25>>("Gaussian mixture, d=32 k=25")};
    if (!quick) rows.push_back(preparation_row<GmmTerm<32, 250>>("Gaussian mixture, d=32 k=250"));
    report.text("From the function to its first gradients:");
    report.table(rows);
}

void cores(ProgramReport& report, const ProgramSettings& settings) {
    report.text("All cores, wall time a point:");
    report.table({cores_heading(), sum_on_cores(gmm<10>(&PlainFunctions::gmm_10), 100'000, settings),
                  sum_on_cores(logistic(), 1'000'000, settings), sum_on_cores(network(), 1'000'000, settings),
                  map_on_cores(1'000'000, settings), sum_on_cores(black_scholes(), 100'000, settings)});
}

void one_point(ProgramReport& report, const ProgramSettings& settings) {
    report.text("Value and gradient at one point at a time:");
    report.table({one_point_heading(), one_point_row(gmm<10>(&PlainFunctions::gmm_10), settings),
                  one_point_row(lstm_step(), settings), one_point_row(black_scholes(), settings),
                  one_point_row(network(), settings), one_point_row(logistic(), settings)});
}

void run(const Options& options) {
    ProgramReport report;
    report.text(machine_line(this_machine()));
    const std::string memory = constant_memory(options.settings); // first: nothing large has been held yet
    many_points(report, options);
    one_point(report, options.settings);
    preparation(report, options.quick);
    cores(report, options.settings);
    report.text(memory);
    if (!options.markdown.empty()) write_file(options.markdown, report.all());
}

} // namespace
} // namespace benchmarks

int main(int argc, char** argv) {
    const auto options = benchmarks::parse(argc, argv);
    if (!options) {
        fmt::print(stderr, "{}", benchmarks::usage);
        return 2;
    }
    try {
        benchmarks::run(*options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
