#pragma once

#include <benchmarks/problem.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace benchmarks {

/// How much one run recorded.
struct RecordingSize {
    std::size_t statements = 0;
    std::size_t bytes = 0; ///< in use, adjoints included
};

/// One tool at work on one problem. Memory may be kept from run to run, results may not.
class Contender {
  public:
    virtual ~Contender() = default;
    /// The whole derivative at the problem's input: recording, sweep and reading the result.
    virtual void run(std::span<double> result) = 0;
    /// Of the last run; nothing where the tool does not tell.
    [[nodiscard]] virtual std::optional<RecordingSize> recording() const { return std::nullopt; }
};

/// A tool's entry for a problem.
struct Entry {
    std::string problem;
    std::string tool;
    std::function<std::unique_ptr<Contender>()> make; ///< also makes the problem's data
};

/// All entries of this program, in the order of their registration.
std::vector<Entry>& entries();

} // namespace benchmarks
