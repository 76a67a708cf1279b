#include <autodiff/cli/slice.hpp>

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/validation/formula_accuracy.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff::cli {

namespace {

constexpr int plotted_points = 320;

/// Where an operation has a kink or a jump.
enum class Switch {
    nowhere,
    at_zero, ///< of its first argument: abs, relu
    meeting  ///< where its two arguments are equal: max, <
};

/// Whether value or slope differ by more than rounding between two points that are next to each other.
bool breaks(ops::Opcode operation, std::span<const double> left, std::span<const double> right) {
    const double a = operation_value(operation, left);
    const double b = operation_value(operation, right);
    const double slope = operation_partial(operation, left, 0, a) - operation_partial(operation, right, 0, b);
    return std::isfinite(a) && std::isfinite(b) && (std::abs(a - b) > 0.01 || std::abs(slope) > 0.01);
}

/// Found out by trying: nothing about operations is said here.
Switch switch_of(ops::Opcode operation, std::size_t arguments) {
    constexpr double step = 1e-9;
    constexpr double other = 0.375;
    const auto try_around = [&](double first) {
        std::vector<double> left(arguments, other);
        std::vector<double> right(arguments, other);
        left[0] = first - step;
        right[0] = first + step;
        return breaks(operation, left, right);
    };
    if (arguments == 0 || arguments > 2) return Switch::nowhere;
    if (try_around(0)) return Switch::at_zero;
    return arguments == 2 && try_around(other) ? Switch::meeting : Switch::nowhere;
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
    struct Place {
        NodeId node;
        Switch where;
    };
    std::vector<Place> branching;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        if (!graph.node(id).is_operation()) continue;
        const Switch where = switch_of(graph.node(id).opcode(), graph.arguments(id).size());
        if (where != Switch::nowhere) branching.push_back({id, where});
    }
    std::vector<double> found;
    const auto [low, high] = everyday();
    // An odd number of steps, so that 0 in the middle of a domain is between two of them.
    constexpr int steps = 401;
    for (const auto& [node, where] : branching) {
        const auto arguments = graph.arguments(node);
        const auto sign = [&, meeting = where == Switch::meeting](double t) {
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
