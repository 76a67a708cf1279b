#pragma once

#include <autodiff/graph/graph.hpp>

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace autodiff::writing {

/// Names for the graphs that a graph calls, on whatever level: numbers from 1, those that a body calls after it.
class FunctionNames {
  public:
    explicit FunctionNames(const Graph& graph) { collect(graph); }

    [[nodiscard]] std::span<const Graph* const> bodies() const { return bodies_; }
    /// Of one of the bodies.
    [[nodiscard]] std::size_t number(const Graph& body) const { return numbers_.at(&body); }
    /// What is called, in text: f1, repeat(f1, 25 steps), or reverse(f1, f2, 25 steps), which runs f1 forward and f2
    /// back.
    [[nodiscard]] std::string text(const GraphFunction& function) const;
    /// The same in LaTeX.
    [[nodiscard]] std::string latex(const GraphFunction& function) const;

  private:
    void collect(const Graph& graph);

    std::vector<const Graph*> bodies_;
    std::unordered_map<const Graph*, std::size_t> numbers_;
};

} // namespace autodiff::writing
