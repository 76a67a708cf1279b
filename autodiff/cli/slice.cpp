#include <autodiff/cli/slice.hpp>

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/validation/formula_accuracy.hpp>
#include <autodiff/validation/kinks.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff::cli {

namespace {

constexpr int plotted_points = 320;

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
    using validation::Switch;
    struct Place {
        NodeId node;
        bool meeting;
    };
    std::vector<Place> branching;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (!graph.node(id).is_operation()) continue;
        const std::size_t arguments = graph.arguments(id).size();
        const Switch where = validation::switch_of(graph.node(id).opcode(), arguments);
        // Of steps only that at 0, or where fmod begins: a list of all of them would say nothing.
        const bool meeting = where == Switch::meeting || (where == Switch::steps && arguments == 2);
        if (where != Switch::nowhere) branching.push_back({id, meeting});
    }
    std::vector<double> found;
    const auto [low, high] = everyday();
    // An odd number of steps, so that 0 in the middle of a domain is between two of them.
    constexpr int steps = 401;
    for (const auto& [node, meeting] : branching) {
        const auto arguments = graph.arguments(node);
        const auto sign = [&, meeting = meeting](double t) {
            const std::vector<double> values = node_values(graph, at(t));
            return values[index(arguments[0])] - (meeting ? values[index(arguments[1])] : 0);
        };
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
