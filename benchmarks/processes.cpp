#include <benchmarks/processes.hpp>

#include <benchmarks/child_process.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <random>
#include <sstream>
#include <stdexcept>

namespace benchmarks {

namespace {

/// "12/300" on one line of the terminal, wiped out at the end; nothing where standard error is no terminal.
class Progress {
  public:
    explicit Progress(std::size_t steps) : steps_(steps) {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() {
        if (terminal_) { std::fputs("\r\x1b[K", stderr); }
    }
    void step(const std::string& what) {
        if (terminal_) { fmt::print(stderr, "\r\x1b[K{}/{} {}", ++done_, steps_, what); }
    }

  private:
    std::size_t steps_;
    std::size_t done_ = 0;
    bool terminal_ = isatty(STDERR_FILENO) == 1;
};

ProcessTimes parse_times(const std::string& text, const Case& one) {
    std::istringstream words(text);
    ProcessTimes times;
    RecordingSize recording;
    if (!(words >> times.cold >> times.warm >> times.processor_share)) {
        throw std::runtime_error(
            fmt::format("the process that measured {} printed no times but '{}'", one.name(), text));
    }
    if (words >> recording.statements >> recording.bytes) { times.recording = recording; }
    return times;
}

} // namespace

std::string times_text(const ProcessTimes& times) {
    std::string text = fmt::format("{:.9g} {:.9g} {:.9g}", times.cold, times.warm, times.processor_share);
    if (times.recording) { text += fmt::format(" {} {}", times.recording->statements, times.recording->bytes); }
    return text;
}

std::vector<std::vector<ProcessTimes>> measure_in_processes(const std::vector<Case>& cases, const Options& options) {
    std::vector<std::vector<ProcessTimes>> times(cases.size());
    std::vector<std::size_t> order(cases.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::mt19937 random(std::random_device{}());
    Progress progress(cases.size() * std::size_t(options.repetitions));
    for (int repetition = 0; repetition < options.repetitions; ++repetition) {
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t i : order) {
            progress.step(cases[i].name());
            const std::string text = output_of_this_program(
                {"--least-seconds", fmt::format("{}", options.least_seconds), "--one", cases[i].name()});
            times[i].push_back(parse_times(text, cases[i]));
        }
    }
    return times;
}

} // namespace benchmarks
