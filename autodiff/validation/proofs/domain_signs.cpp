#include <autodiff/validation/proofs/domain_signs.hpp>

#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/rebuild.hpp>
#include <autodiff/validation/exact_derivative.hpp>
#include <autodiff/validation/proofs/positive_factors.hpp>
#include <autodiff/validation/proofs/ranges.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace autodiff::proofs {

namespace {

using Box = std::vector<Interval>;

Graph difference(const Problem& problem, NodeId node, std::optional<NodeId> minus) {
    Graph graph = problem.graph;
    graph.clear_outputs();
    graph.clear_guards();
    graph.add_output(minus ? graph.add<ops::Subtract>({node, *minus}) : node);
    return prune(without_positive_factors(prune(graph)));
}

/// The number, of which a double is the nearest.
Interval around(const ExactReal& number, double nearest) {
    constexpr std::size_t exact_digits = 15; // of integers that are doubles
    const auto is_double = [](const std::string& digits) { return digits.size() <= exact_digits; };
    const bool exact = number.kind == ExactReal::Kind::rational && is_double(number.numerator) &&
                       is_double(number.denominator) &&
                       std::fma(nearest, std::stod(number.denominator), -std::stod(number.numerator)) == 0;
    return proofs::around(nearest, exact);
}

/// Inputs of the graph that something depends on.
std::vector<std::size_t> used_variables(const Graph& graph, std::size_t variables) {
    std::vector<bool> used(graph.inputs().size());
    const auto use = [&](NodeId id) {
        if (const Node& node = graph.node(id); node.is_input()) used[node.input_number()] = true;
    };
    for (std::size_t i = 0; i < graph.size(); ++i)
        for (const NodeId argument : graph.arguments(static_cast<NodeId>(i))) use(argument);
    use(graph.outputs()[0]);
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < variables; ++i)
        if (used[i]) result.push_back(i);
    return result;
}

/// The same function on the box: where a condition is decided there, the choice is made.
Graph with_choices_made(const Graph& graph, const Box& box) {
    Ranges ranges(graph);
    ranges(box);
    Graph result;
    rebuild(graph, result, [&](NodeId id, std::span<const NodeId> arguments) {
        const Node& node = graph.node(id);
        if (node.is_constant()) return result.add_constant(node.constant());
        if (node.is<ops::Select>())
            if (const Interval& condition = ranges.of(node.arguments[0]); condition.low == condition.high)
                return arguments[condition.low != 0 ? 1 : 2];
        return result.add(node.opcode(), arguments);
    });
    return prune(result);
}

class DomainSigns {
  public:
    DomainSigns(Graph graph, std::vector<std::size_t> used, validation::Patience& patience)
        : graph_(std::move(graph)), used_(std::move(used)), patience_(patience), value_(graph_) {
        if (used_.size() != 1 || !Ranges::smooth(graph_)) return;
        slope_graph_ = prune(exact_derivative(graph_, used_[0]));
        slope_.emplace(slope_graph_);
    }
    DomainSigns(const DomainSigns&) = delete;
    DomainSigns& operator=(const DomainSigns&) = delete;

    /// Whether all values on the box have these signs, not_negative or not_positive.
    bool all(const Box& domain, Signs wanted) {
        constexpr std::size_t most_operations = 200'000; // a few milliseconds
        const std::size_t most_pieces = std::clamp<std::size_t>(most_operations / (graph_.size() + 1), 20, 400);
        if ((signs_in(value_(middle_of(domain))) & wanted).none()) return false;
        std::vector<Box> left{domain};
        for (std::size_t pieces = 0; !left.empty(); ++pieces) {
            if (pieces == most_pieces) return false;
            patience_.ask();
            const Box box = std::move(left.back());
            left.pop_back();
            if (signs_in(value_(box)).subset_of(wanted) || by_slope(box, wanted)) continue;
            if (!split(box, left)) return false;
        }
        return true;
    }

  private:
    static Box middle_of(Box box) {
        for (Interval& side : box) side.low = side.high = side.low + (side.high - side.low) / 2;
        return box;
    }

    /// Where the value goes up or down all the way, its ends say it all.
    bool by_slope(const Box& box, Signs wanted) {
        if (!slope_) return false;
        const Interval slope = (*slope_)(box);
        if (!std::isfinite(slope.low) || !std::isfinite(slope.high)) return false;
        const Signs direction = signs_in(slope);
        const bool rises = direction.subset_of(Signs::not_negative), falls = direction.subset_of(Signs::not_positive);
        if (!rises && !falls) return false;
        const Interval& variable = box[used_[0]];
        const double smallest = rises == (wanted == Signs::not_negative) ? variable.low : variable.high; // in size
        Box end = box;
        end[used_[0]] = {smallest, smallest};
        return signs_in(value_(end)).subset_of(wanted);
    }

    /// In the middle of the widest side.
    bool split(const Box& box, std::vector<Box>& pieces) const {
        std::size_t widest = used_[0];
        for (const std::size_t i : used_)
            if (box[i].high - box[i].low > box[widest].high - box[widest].low) widest = i;
        const double middle = box[widest].low + (box[widest].high - box[widest].low) / 2;
        if (!(middle > box[widest].low && middle < box[widest].high)) return false;
        Box below = box, above = box;
        below[widest].high = above[widest].low = middle;
        pieces.push_back(std::move(below));
        pieces.push_back(std::move(above));
        return true;
    }

    Graph graph_;
    std::vector<std::size_t> used_;
    validation::Patience& patience_;
    Ranges value_;
    Graph slope_graph_;
    std::optional<Ranges> slope_;
};

} // namespace

Signs signs_on_domain(const Problem& problem, NodeId node, std::optional<NodeId> minus,
                      std::span<const Interval> domain, validation::Patience& patience) {
    if (domain.empty() || !problem.graph.functions().empty()) return Signs::any;
    const Graph graph = difference(problem, node, minus);
    std::vector<std::size_t> used = used_variables(graph, problem.variables);
    Box box(domain.begin(), domain.end());
    for (const std::size_t i : used)
        if (!std::isfinite(box[i].low) || !std::isfinite(box[i].high)) return Signs::any;
    if (used.empty()) return Signs::any;
    for (std::size_t i = 0; i < problem.numbers.size(); ++i)
        box.push_back(around(problem.numbers[i], problem.nearest[i]));
    DomainSigns signs(with_choices_made(graph, box), std::move(used), patience);
    if (signs.all(box, Signs::not_negative)) return Signs::not_negative;
    if (signs.all(box, Signs::not_positive)) return Signs::not_positive;
    return Signs::any;
}

} // namespace autodiff::proofs
