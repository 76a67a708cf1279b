#include <autodiff/cli/slice.hpp>

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/validation/formula_accuracy.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff::cli {

namespace {

constexpr int plotted_points = 320;

template <class Op>
struct Branches {
    static constexpr bool value = Op::branches || Op::compares;
};

/// What changes its sign where a branching operation changes its branch.
double switch_value(const Graph& graph, NodeId node, std::span<const double> values) {
    const auto arguments = graph.arguments(node);
    const double first = values[index(arguments[0])];
    return arguments.size() == 2 ? first - values[index(arguments[1])] : first;
}

} // namespace

Slice::Slice(std::span<const Interval> domain, std::vector<double> point, std::size_t variable)
    : interval_(domain[variable]), point_(std::move(point)), variable_(variable) {}

std::vector<double> Slice::at(double t) const {
    std::vector<double> x = point_;
    x[variable_] = t;
    return x;
}

Interval Slice::everyday() const {
    constexpr double far = 1e3;
    const Interval near{std::max(interval_.low, -far), std::min(interval_.high, far)};
    return near.low < near.high ? near : interval_;
}

Interval Slice::view() const {
    const Interval near{std::max(interval_.low, -10.0), std::min(interval_.high, 10.0)};
    return near.low < near.high && near.high - near.low >= (everyday().high - everyday().low) / 200 ? near : everyday();
}

std::vector<Point> Slice::computed(const Graph& graph, const Scale& scale) const {
    std::vector<Point> points;
    for (int i = 0; i <= plotted_points; ++i) {
        const double t = scale.number(i / static_cast<double>(plotted_points));
        points.push_back({t, node_values(graph, at(t))[index(graph.outputs().front())]});
    }
    return points;
}

std::vector<Point> Slice::enclosed(const Formula& formula, const Scale& scale) const {
    std::vector<Point> points;
    Encloser encloser(formula.exact, exact_reals(formula));
    for (int i = 0; i <= plotted_points; ++i) {
        const double t = scale.number(i / static_cast<double>(plotted_points));
        points.push_back({t, encloser(at(t)).front().nearest()});
    }
    return points;
}

std::vector<double> Slice::kinks(const Graph& graph) const {
    std::vector<NodeId> branching;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (graph.node(id).is_operation() && ops::catalogue_table<Branches>[ops::index(graph.node(id).opcode())])
            branching.push_back(id);
    }
    std::vector<double> found;
    const auto [low, high] = everyday();
    // An odd number of steps, so that 0 in the middle of a domain is between two of them.
    constexpr int steps = 401;
    for (const NodeId node : branching) {
        const auto sign = [&](double t) { return switch_value(graph, node, node_values(graph, at(t))); };
        double left = low;
        double left_sign = sign(low);
        for (int k = 1; k <= steps && found.size() < 8; ++k) {
            double right = low + (high - low) * k / steps;
            const double right_sign = sign(right);
            if (left_sign * right_sign < 0) {
                double a = left;
                double b = right;
                for (int halving = 0; halving < 80; ++halving) {
                    const double middle = a + (b - a) / 2;
                    (sign(middle) * left_sign > 0 ? a : b) = middle;
                }
                // A crossing at 0 or at another short number is that number.
                const double rounded = std::round(b * 1e6) / 1e6;
                found.push_back(sign(rounded) == 0 ? rounded : b);
            }
            left = right;
            left_sign = right_sign;
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace autodiff::cli
