#pragma once

#include <autodiff/program/term_collector.hpp>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace autodiff::program {

/// What a sum over points adds up: products of two values or single values, each once however many outputs need it.
class RunningSums {
  public:
    struct Products {
        NodeId x; ///< made before y, or the same
        NodeId y;
        std::uint32_t number; ///< of the running sum
    };
    struct Slot {
        NodeId x;
        std::uint32_t number;
    };

    RunningSums(const Graph& graph, const std::vector<bool>& varying, const UseCounts& uses, UniformNodes& uniforms)
        : graph_(graph), varying_(varying), uses_(uses), uniforms_(uniforms) {}

    /// The sum of a node over all points in terms of running sums. Factors that all points share stay outside.
    std::vector<OutputTerm> terms_of(NodeId output);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(products_.size() + slots_.size()); }
    [[nodiscard]] std::span<const Products> products() const { return products_; }
    [[nodiscard]] std::span<const Slot> slots() const { return slots_; }

    /// To be called when all outputs are known.
    void sort_by_readiness();
    /// The sums whose last operand is this node.
    [[nodiscard]] std::span<const Products> products_ready_at(NodeId node) const;
    [[nodiscard]] std::span<const Slot> slots_ready_at(NodeId node) const;

  private:
    struct Part {
        NodeId node;
        double sign;
        std::uint32_t factor;
    };

    void take(Part part, std::vector<OutputTerm>& terms);
    bool take_product(const Part& part, std::vector<OutputTerm>& terms);
    NodeId without_factors(NodeId node, std::uint32_t& factor, bool own);
    std::uint32_t times(std::uint32_t factor, NodeId uniform);
    std::uint32_t product_sum(NodeId x, NodeId y);
    std::uint32_t slot_sum(NodeId x);

    const Graph& graph_;
    const std::vector<bool>& varying_;
    const UseCounts& uses_;
    UniformNodes& uniforms_;
    std::vector<Products> products_;
    std::vector<Slot> slots_;
    std::map<std::pair<NodeId, NodeId>, std::uint32_t> known_products_;
    std::map<NodeId, std::uint32_t> known_slots_;
    std::vector<Part> left_;
};

} // namespace autodiff::program
