#pragma once

#include <autodiff/notation/source_plan.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace autodiff::writing {

/// The lines of a function cut into parts of at most `most` lines. What a part computes and a later one reads has a
/// place in an array, free again after the last part that reads it.
class SourceParts {
  public:
    struct Part {
        std::span<const SourcePlan::Line> lines;
        std::vector<NodeId> inputs;                         ///< read here
        std::vector<std::pair<NodeId, std::size_t>> loads;  ///< from an earlier part: node and place
        std::vector<std::pair<NodeId, std::size_t>> stores; ///< for a later part
        std::vector<std::size_t> outputs;                   ///< numbers of those that are known at the end of this part
    };

    /// `plan` is the plan of `graph`, and outlives this.
    SourceParts(const Graph& graph, const SourcePlan& plan, std::size_t most);

    [[nodiscard]] std::span<const Part> parts() const { return parts_; }
    /// Of the array.
    [[nodiscard]] std::size_t places() const { return places_; }

  private:
    void cut(const SourcePlan& plan, std::size_t most);
    void find_reads(const Graph& graph, const SourcePlan& plan);
    void assign_places();

    std::vector<Part> parts_;
    std::vector<std::size_t> made_in_;   // of a node: the part that computes it
    std::vector<std::size_t> last_read_; // of a node: the last part that reads it
    std::size_t places_ = 0;
};

} // namespace autodiff::writing
