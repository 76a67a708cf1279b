#include <autodiff/program/running_sums.hpp>

#include <algorithm>

namespace autodiff::program {

std::uint32_t RunningSums::times(std::uint32_t factor, NodeId uniform) {
    const std::uint32_t place = uniforms_.of(uniform);
    return factor == none ? place : uniforms_.product(factor, place);
}

std::uint32_t RunningSums::product_sum(NodeId x, NodeId y) {
    if (index(x) > index(y)) std::swap(x, y);
    const auto [found, fresh] = known_products_.try_emplace({x, y}, count());
    if (fresh) products_.push_back({x, y, found->second});
    return found->second;
}

std::uint32_t RunningSums::slot_sum(NodeId x) {
    const auto [found, fresh] = known_slots_.try_emplace(x, count());
    if (fresh) slots_.push_back({x, found->second});
    return found->second;
}

/// The node behind products with uniforms; what is multiplied goes to `factor`. A product that somebody else needs,
/// too, is left whole unless it is asked for by this sum alone (`own`).
NodeId RunningSums::without_factors(NodeId node, std::uint32_t& factor, bool own) {
    for (;;) {
        const Node& n = graph_.node(node);
        if (!n.is<ops::Multiply>() || !(own || uses_.once(node))) return node;
        const bool first = varying_[index(n.arguments[0])];
        const bool second = varying_[index(n.arguments[1])];
        if (first && second) return node;
        factor = times(factor, n.arguments[first ? 1 : 0]);
        node = n.arguments[first ? 0 : 1];
        own = uses_.once(node);
    }
}

bool RunningSums::take_product(const Part& part, std::vector<OutputTerm>& terms) {
    const Node& node = graph_.node(part.node);
    if (!node.is<ops::Multiply>() || !varying_[index(node.arguments[0])] || !varying_[index(node.arguments[1])])
        return false;
    std::uint32_t factor = part.factor;
    const NodeId x = without_factors(node.arguments[0], factor, false);
    const NodeId y = without_factors(node.arguments[1], factor, false);
    terms.push_back({part.sign, factor, product_sum(x, y)});
    return true;
}

void RunningSums::take(Part part, std::vector<OutputTerm>& terms) {
    if (!varying_[index(part.node)]) {
        terms.push_back({part.sign, times(part.factor, part.node), none});
        return;
    }
    part.node = without_factors(part.node, part.factor, true); // the rest is cheaper to add up than the product
    const Node& node = graph_.node(part.node);
    const bool alone = uses_.once(part.node);
    if (alone && TermCollector::is_sum(node)) {
        const double last_sign = node.is<ops::Add>() ? part.sign : -part.sign;
        if (!node.is<ops::Negate>()) left_.push_back({node.arguments[0], part.sign, part.factor});
        left_.push_back({node.arguments[node.is<ops::Negate>() ? 0 : 1], last_sign, part.factor});
    } else if (!alone || !take_product(part, terms)) {
        terms.push_back({part.sign, part.factor, slot_sum(part.node)});
    }
}

std::vector<OutputTerm> RunningSums::terms_of(NodeId output) {
    std::vector<OutputTerm> terms;
    left_.assign(1, {output, 1, none});
    while (!left_.empty()) {
        const Part part = left_.back();
        left_.pop_back();
        take(part, terms);
    }
    return terms;
}

void RunningSums::sort_by_readiness() {
    std::stable_sort(products_.begin(), products_.end(),
                     [](const Products& a, const Products& b) { return index(a.y) < index(b.y); });
    std::stable_sort(slots_.begin(), slots_.end(),
                     [](const Slot& a, const Slot& b) { return index(a.x) < index(b.x); });
}

std::span<const RunningSums::Products> RunningSums::products_ready_at(NodeId node) const {
    const auto before = [](const Products& sum, NodeId y) { return index(sum.y) < index(y); };
    const auto first = std::lower_bound(products_.begin(), products_.end(), node, before);
    auto last = first;
    while (last != products_.end() && last->y == node) ++last;
    return {first, last};
}

std::span<const RunningSums::Slot> RunningSums::slots_ready_at(NodeId node) const {
    const auto before = [](const Slot& sum, NodeId x) { return index(sum.x) < index(x); };
    const auto first = std::lower_bound(slots_.begin(), slots_.end(), node, before);
    auto last = first;
    while (last != slots_.end() && last->x == node) ++last;
    return {first, last};
}

} // namespace autodiff::program
