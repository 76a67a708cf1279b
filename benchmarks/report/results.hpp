#pragma once

#include <benchmarks/contender.hpp>

#include <optional>
#include <string>
#include <vector>

namespace benchmarks {

/// What was measured of one tool on one problem.
struct Measurement {
    std::string tool;
    std::vector<double> warm = {};                   ///< seconds of processor time a run, one a process; never empty
    std::vector<double> cold = {};                   ///< the same of the first run of each process
    std::optional<RecordingSize> recording = {};     ///< of one run, where the tool tells
    std::optional<double> difference = std::nullopt; ///< relative, from the derivative by hand or the plain value
};

struct ProblemResults {
    std::string name;
    std::string description;
    std::vector<Measurement> tools;
};

/// Where and when it was measured.
struct Machine {
    std::string processor;
    std::string compiler;
    std::string flags;
    std::string date; ///< ISO 8601, UTC
    int core = -1;    ///< that the program was bound to; -1 for none
};

struct Results {
    Machine machine;
    double processor_share = 1.0; ///< processor time over real time of warm runs: below 1 others ran on the core
    std::vector<ProblemResults> problems;
};

} // namespace benchmarks
