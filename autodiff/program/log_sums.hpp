#pragma once

#include <autodiff/passes/unique_nodes.hpp>

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace autodiff::program {

/// log(sum of exp(x)) written out, so that the partials exp(x - log_sum_exp) can use the exponentials again.
class LogSums {
  public:
    explicit LogSums(UniqueNodes& nodes) : nodes_(nodes) {}

    /// The node of log_sum_exp(x).
    NodeId add(std::span<const NodeId> x);
    /// exp(exponent), where the exponent is x - log_sum_exp(..., x, ...) of one added before.
    std::optional<NodeId> share(NodeId exponent);

  private:
    struct Written {
        std::unordered_map<NodeId, NodeId> exponentials; ///< exp(x - shift) by x
        NodeId total;                                    ///< their sum
    };

    UniqueNodes& nodes_;
    std::unordered_map<NodeId, Written> written_;
};

} // namespace autodiff::program
