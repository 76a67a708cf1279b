#pragma once

#include <autodiff/notation/draft.hpp>

#include <unordered_set>

namespace autodiff::reading {

/// Conditions made of conditions, by select. A condition holds where it is not 0; what these functions return is 1 or
/// 0.
class Logic {
  public:
    explicit Logic(Draft& draft) : draft_(draft) {}

    NodeId both(NodeId a, NodeId b) { return truth(draft_.add<ops::Select>({a, as_truth(b), zero()})); }
    NodeId either(NodeId a, NodeId b) { return truth(draft_.add<ops::Select>({a, one(), as_truth(b)})); }
    NodeId negation(NodeId a) { return truth(draft_.add<ops::Select>({a, zero(), one()})); }
    /// Says that the node is 1 or 0.
    NodeId truth(NodeId node) {
        truths_.insert(node);
        return node;
    }

  private:
    NodeId zero();
    NodeId one();
    NodeId as_truth(NodeId a) { return truths_.contains(a) ? a : truth(draft_.add<ops::NotEqual>({a, zero()})); }

    Draft& draft_;
    std::unordered_set<NodeId> truths_;
};

} // namespace autodiff::reading
