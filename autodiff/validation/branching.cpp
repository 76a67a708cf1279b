#include <autodiff/validation/branching.hpp>

#include <autodiff/passes/simplify.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace autodiff::validation {

namespace {

/// Bits that a branch must save over the best single form.
constexpr double worthwhile = 8;
/// Forms that are combined, the best ones.
constexpr std::size_t most_forms = 8;

/// The best threshold between two forms: t lies above the first `below` points in order.
struct Split {
    double score = HUGE_VAL;
    std::size_t below = 0;
};

/// `low` and `high` are the bits lost by the form below the threshold and by that above, at points in order.
Split best_split(std::span<const double> low, std::span<const double> high) {
    const std::size_t n = low.size();
    std::vector<double> worst_above(n + 1, 0);
    std::vector<double> sum_above(n + 1, 0);
    for (std::size_t i = n; i-- > 0;) {
        worst_above[i] = std::max(worst_above[i + 1], high[i]);
        sum_above[i] = sum_above[i + 1] + high[i];
    }
    Split best;
    double worst = 0;
    double sum = 0;
    for (std::size_t i = 1; i < n; ++i) {
        worst = std::max(worst, low[i - 1]);
        sum += low[i - 1];
        const double score = std::max(worst, worst_above[i]) + 2 * (sum + sum_above[i]) / static_cast<double>(n);
        if (score < best.score) best = {score, i};
    }
    return best;
}

/// The number of fewest digits in (low, high].
double shortest_between(double low, double high) {
    if (low < 0 && high >= 0) return 0;
    const double size = std::max(std::abs(low), std::abs(high));
    for (int digits = 0; digits < 18; ++digits) {
        const double unit = std::pow(10, std::floor(std::log10(size)) - digits);
        const double x = std::floor(high / unit) * unit;
        if (x > low && x <= high) return x;
    }
    return high;
}

NodeId copy_into(Graph& target, NodeId input, const Graph& form) {
    std::vector<NodeId> places;
    places.reserve(form.size());
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = form.node(id);
        arguments.clear();
        for (const NodeId argument : form.arguments(id)) arguments.push_back(places[index(argument)]);
        places.push_back(node.is_input()      ? input
                         : node.is_constant() ? target.add_constant(node.constant())
                                              : target.add(node.opcode(), arguments));
    }
    return places[index(form.outputs().front())];
}

Graph selection(double threshold, const Graph& below, const Graph& above) {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId condition = graph.add<ops::Less>({x, graph.add_constant(threshold)});
    const NodeId a = copy_into(graph, x, below);
    const NodeId b = copy_into(graph, x, above);
    graph.add_output(graph.add<ops::Select>({condition, a, b}));
    return simplify(graph, {.exactness = Exactness::zero_signs});
}

std::vector<double> in_order(const std::vector<double>& values, const std::vector<std::size_t>& order) {
    std::vector<double> result;
    result.reserve(order.size());
    for (const std::size_t i : order) result.push_back(values[i]);
    return result;
}

} // namespace

std::optional<Form> selecting_form(std::span<const Form> forms, const Trial& trial) {
    const auto& points = trial.points();
    if (points.size() < 2 || points.front().size() != 1) return {};
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return points[i] < points[j]; });
    std::vector<const Form*> best;
    for (const Form& form : forms)
        if (form.graph.guards().empty()) best.push_back(&form);
    std::stable_sort(best.begin(), best.end(), [](const Form* a, const Form* b) { return a->score < b->score; });
    if (best.size() > most_forms) best.resize(most_forms);
    if (best.size() < 2) return {};

    std::vector<std::vector<double>> bits;
    bits.reserve(best.size());
    for (const Form* form : best) bits.push_back(in_order(trial.lost_bits(form->graph), order));
    Split split;
    std::size_t low = 0;
    std::size_t high = 0;
    for (std::size_t i = 0; i < best.size(); ++i)
        for (std::size_t j = 0; j < best.size(); ++j)
            if (const Split s = best_split(bits[i], bits[j]); i != j && s.score < split.score) {
                split = s;
                low = i;
                high = j;
            }
    if (split.score + worthwhile > best.front()->score) return {};
    const double threshold = shortest_between(points[order[split.below - 1]][0], points[order[split.below]][0]);
    Form form{selection(threshold, best[low]->graph, best[high]->graph),
              best[low]->path,
              0,
              {best[low]->graph, best[high]->graph}};
    form.path.insert(form.path.end(), best[high]->path.begin(), best[high]->path.end());
    form.path.emplace_back("a branch");
    form.score = trial.score(form.graph) + bits_per_node * static_cast<double>(form.graph.size());
    return form;
}

} // namespace autodiff::validation
