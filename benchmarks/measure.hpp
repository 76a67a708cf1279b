#pragma once

#include <benchmarks/selection.hpp>

#include <optional>

namespace benchmarks {

/// What one process tells of one case.
struct ProcessTimes {
    double cold = 0.0;            ///< seconds of processor time of the first run
    double warm = 0.0;            ///< seconds of processor time a run, memory reused
    double processor_share = 1.0; ///< processor time over real time of the warm runs
    std::optional<RecordingSize> recording;
};

/// Times a case in this process by processor time: on a machine at rest it is real time, and it leaves out what other
/// programs do on the core. The contender's data and the place for its result exist before its first run; after one
/// more, Google Benchmark repeats it for at least `least_seconds`. To be called once a process, so that no tool finds
/// what another has left in memory.
[[nodiscard]] ProcessTimes measure_in_this_process(const Case& one, double least_seconds);

} // namespace benchmarks
