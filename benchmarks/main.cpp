/// The program of the benchmarks: checks all derivatives, times them warm and cold, and reports.
#include <benchmarks/affinity.hpp>
#include <benchmarks/catalogue.hpp>
#include <benchmarks/measure.hpp>
#include <benchmarks/processes.hpp>
#include <benchmarks/register_all.hpp>
#include <benchmarks/report/chart.hpp>
#include <benchmarks/report/json.hpp>
#include <benchmarks/report/machine.hpp>
#include <benchmarks/report/markdown.hpp>
#include <benchmarks/report/table.hpp>
#include <benchmarks/selection.hpp>
#include <benchmarks/verify.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <system_error>

namespace {

using namespace benchmarks;

/// Of the terminal, between 72 and 100; 100 where standard output is none.
std::size_t terminal_columns() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) { return 100; }
    return std::clamp<std::size_t>(size.ws_col, 72, 100);
}

/// Opened before the measurements, which take minutes, so that a wrong path is told at once.
class OutputFile {
  public:
    explicit OutputFile(const std::optional<std::filesystem::path>& path) : path_(path) {
        if (path_) { file_.open(*path_, std::ios::binary); }
        require_good();
    }
    /// Writes what `text_of` makes of the results, if there is a file.
    void write(const Results& results, std::string (*text_of)(const Results&)) {
        if (!path_) { return; }
        file_ << text_of(results) << std::flush;
        require_good();
        fmt::print("wrote {}\n", path_->string());
    }

  private:
    void require_good() const {
        if (path_ && !file_) {
            throw std::system_error(errno, std::generic_category(), "cannot write " + path_->string());
        }
    }

    std::optional<std::filesystem::path> path_;
    std::ofstream file_;
};

void print_help() {
    fmt::print("{}\nproblems  {}\ntools     {}\n", usage(), fmt::join(problem_names(), "; "),
               fmt::join(tool_names(), "; "));
}

/// Checks all cases, says loudly which fail, and returns the others.
std::vector<Verified> passed(const std::vector<Case>& cases) {
    std::vector<Verified> all = verify(cases);
    for (const Verified& one : all) {
        if (!one.passed()) { fmt::print(stderr, "{}\n", failure_text(one)); }
    }
    std::erase_if(all, [](const Verified& one) { return !one.passed(); });
    return all;
}

/// The measurements of one case out of those of its processes.
Measurement measurement_of(const Verified& verified, const std::vector<ProcessTimes>& processes) {
    Measurement measurement{.tool = verified.what.entry->tool, .difference = verified.difference};
    for (const ProcessTimes& times : processes) {
        measurement.warm.push_back(times.warm);
        measurement.cold.push_back(times.cold);
        measurement.recording = times.recording;
    }
    return measurement;
}

Results measure(const std::vector<Verified>& verified, const Options& options, int core) {
    std::vector<Case> cases;
    for (const Verified& one : verified) cases.push_back(one.what);
    const auto times = measure_in_processes(cases, options);

    Results results{.machine = this_machine(), .problems = {}};
    results.machine.core = core;
    std::vector<double> shares;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Entry& entry = *cases[i].entry;
        if (results.problems.empty() || results.problems.back().name != entry.problem) {
            results.problems.push_back({entry.problem, listed_problem(entry.problem).description, {}});
        }
        results.problems.back().tools.push_back(measurement_of(verified[i], times[i]));
        for (const ProcessTimes& one : times[i]) shares.push_back(one.processor_share);
    }
    if (!shares.empty()) {
        results.processor_share = std::accumulate(shares.begin(), shares.end(), 0.0) / double(shares.size());
    }
    return results;
}

void print(const Results& results) {
    fmt::print("{}\n\n{}\n", machine_line(results.machine), table_legend());
    for (const ProblemResults& problem : results.problems) {
        fmt::print("{}\n", problem_table(problem, terminal_columns()));
    }
    fmt::print("{}", summary_table(results));
    if (results.processor_share < 0.97) {
        fmt::print("\nOther programs had this core {:.0f} % of the time: better measure on a machine at rest.\n",
                   100.0 * (1.0 - results.processor_share));
    }
}

/// Returns the exit code.
int run(const Options& options) {
    if (options.help) {
        print_help();
        return 0;
    }
    const int core = bind_to_one_core();
    if (options.one) {
        fmt::print("{}\n", times_text(measure_in_this_process(case_named(*options.one), options.least_seconds)));
        return 0;
    }
    const std::vector<Case> cases = selected_cases(options);
    OutputFile json_file(options.json);
    OutputFile chart_file(options.chart);
    OutputFile markdown_file(options.markdown);
    const std::vector<Verified> verified = passed(cases);
    const Results results = measure(verified, options, core);
    print(results);
    json_file.write(results, json);
    chart_file.write(results, chart);
    markdown_file.write(results, markdown);
    if (verified.size() == cases.size()) { return 0; }
    std::fflush(stdout);
    fmt::print(stderr, "\n{} of {} entries FAILED and were not timed; see above.\n", cases.size() - verified.size(),
               cases.size());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        register_all();
        return run(read_options({argv + 1, std::size_t(argc - 1)}));
    } catch (const UsageError& error) {
        fmt::print(stderr, "benchmarks: {}\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "benchmarks: {}\n", error.what());
        return 1;
    }
}
