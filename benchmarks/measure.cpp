#include <benchmarks/measure.hpp>

#include <benchmark/benchmark.h>

#include <ctime>
#include <stdexcept>

namespace benchmarks {

namespace {

/// Of this process so far, in seconds, with what the system did for it.
double processor_time() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

/// Keeps what Google Benchmark would print.
class Collector : public benchmark::BenchmarkReporter {
  public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override { runs_.insert(runs_.end(), runs.begin(), runs.end()); }
    /// Of the only run. Throws std::runtime_error if it went wrong.
    [[nodiscard]] const Run& run() const {
        if (runs_.size() != 1 || runs_.front().error_occurred || runs_.front().iterations < 1) {
            throw std::runtime_error("Google Benchmark did not measure what it was told to");
        }
        return runs_.front();
    }

  private:
    std::vector<Run> runs_;
};

} // namespace

ProcessTimes measure_in_this_process(const Case& one, double least_seconds) {
    std::vector<double> result(one.result_size, 0.0);
    const auto contender = one.entry->make();
    const double start = processor_time();
    contender->run(result);
    const double cold = processor_time() - start;
    contender->run(result);

    benchmark::RegisterBenchmark(one.name().c_str(),
                                 [&](benchmark::State& state) {
                                     for ([[maybe_unused]] auto iteration : state) contender->run(result);
                                 })
        ->MinTime(least_seconds)
        ->MeasureProcessCPUTime();
    Collector collector;
    benchmark::RunSpecifiedBenchmarks(&collector);
    const auto& run = collector.run();
    return {.cold = cold,
            .warm = run.cpu_accumulated_time / double(run.iterations),
            .processor_share = run.cpu_accumulated_time / run.real_accumulated_time,
            .recording = contender->recording()};
}

} // namespace benchmarks
