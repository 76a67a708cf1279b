#include <autodiff/validation/proofs/ranges.hpp>

#include <autodiff/validation/proofs/signs.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace autodiff::proofs {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Arguments = std::span<const Interval>;
using RangeOf = Interval (*)(Arguments x);

Interval square(const Interval& x) {
    const Interval product = multiply(x, x);
    return {x.low < 0 && x.high > 0 ? 0 : std::max(product.low, 0.0), product.high};
}

Interval power(const Interval& x, int n) {
    if (n < 0) return reciprocal(power(x, -n));
    if (n == 0) return {1, 1};
    const Interval rest = power(square(x), n / 2);
    return n % 2 == 0 ? rest : multiply(x, rest);
}

Interval power(Arguments x) {
    constexpr double largest = 64;
    const Interval& exponent = x[1];
    if (exponent.low == exponent.high && std::abs(exponent.low) <= largest && exponent.low == std::trunc(exponent.low))
        return power(x[0], static_cast<int>(exponent.low));
    return x[0].low >= 0 ? Interval{0, infinity} : Interval{};
}

/// An increasing function with values from `least` on, where its argument goes from `lowest` to `highest`.
template <double (*F)(double)>
Interval increasing_from(double lowest, const Interval& x, double least = -infinity, double highest = infinity) {
    if (x.high < lowest || x.low > highest) return {};
    const Interval inside = intersect(x, {lowest, highest});
    Interval result = increasing(F, inside);
    // All functions here are exact at 0, and the logarithm at 1.
    const auto exact = [](double at) { return at == 0 || (at == 1 && F(at) == 0); };
    if (exact(inside.low)) result.low = F(inside.low);
    if (exact(inside.high)) result.high = F(inside.high);
    result.low = std::max(result.low, least);
    return result;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// Of sin and cos, whose slopes are at most 1.
template <double (*F)(double)>
Interval wave(const Interval& x) {
    constexpr double widest = 4, farthest = 1e6, rounding = 1e-15;
    if (!(x.high - x.low < widest) || std::abs(x.low) > farthest) return {-1, 1};
    const double middle = x.low + (x.high - x.low) / 2;
    const double reach = std::max(x.high - middle, middle - x.low) * (1 + rounding) + rounding;
    return intersect(add({F(middle), F(middle)}, {-reach, reach}), {-1, 1});
}

constexpr Interval no{0, 0}, yes{1, 1}, perhaps{0, 1};

Interval less(const Interval& x, const Interval& y) {
    if (x.high < y.low) return yes;
    return x.low >= y.high ? no : perhaps;
}

Interval equal(const Interval& x, const Interval& y) {
    if (x.high < y.low || y.high < x.low) return no;
    return x.low == x.high && x == y ? yes : perhaps;
}

Interval select(Arguments x) {
    if (x[0] == no) return x[2];
    if (x[0] == yes) return x[1];
    return {std::min(x[1].low, x[2].low), std::max(x[1].high, x[2].high)};
}

struct Row {
    ops::Opcode operation;
    RangeOf range;
    bool smooth = true; ///< has a derivative wherever it has a value
};

const Row* row_of(ops::Opcode operation) {
    constexpr double half_pi = 1.5707963267948966; // to the last place
    static const std::array rows{
        Row{ops::opcode<ops::Add>, [](Arguments x) { return add(x[0], x[1]); }},
        Row{ops::opcode<ops::Subtract>, [](Arguments x) { return add(x[0], negate(x[1])); }},
        Row{ops::opcode<ops::Negate>, [](Arguments x) { return negate(x[0]); }},
        Row{ops::opcode<ops::Multiply>, [](Arguments x) { return multiply(x[0], x[1]); }},
        Row{ops::opcode<ops::ChainProduct>, [](Arguments x) { return multiply(x[0], x[1]); }},
        Row{ops::opcode<ops::Divide>, [](Arguments x) { return multiply(x[0], reciprocal(x[1])); }},
        Row{ops::opcode<ops::Square>, [](Arguments x) { return square(x[0]); }},
        Row{ops::opcode<ops::Pow>, [](Arguments x) { return power(x); }},
        Row{ops::opcode<ops::Sqrt>, [](Arguments x) { return increasing_from<std::sqrt>(0, x[0], 0); }},
        Row{ops::opcode<ops::Exp>, [](Arguments x) { return increasing_from<std::exp>(-infinity, x[0], 0); }},
        Row{ops::opcode<ops::Expm1>, [](Arguments x) { return increasing_from<std::expm1>(-infinity, x[0]); }},
        Row{ops::opcode<ops::Log>, [](Arguments x) { return increasing_from<std::log>(0, x[0]); }},
        Row{ops::opcode<ops::Log1p>, [](Arguments x) { return increasing_from<std::log1p>(-1, x[0]); }},
        Row{ops::opcode<ops::Tanh>, [](Arguments x) { return increasing_from<std::tanh>(-infinity, x[0]); }},
        Row{ops::opcode<ops::Sinh>, [](Arguments x) { return increasing_from<std::sinh>(-infinity, x[0]); }},
        Row{ops::opcode<ops::Atan>, [](Arguments x) { return increasing_from<std::atan>(-infinity, x[0]); }},
        Row{ops::opcode<ops::Asin>, [](Arguments x) { return increasing_from<std::asin>(-1, x[0], -infinity, 1); }},
        Row{ops::opcode<ops::Acos>,
            [](Arguments x) {
                const Interval right_angle{std::nextafter(half_pi, 0), std::nextafter(half_pi, 2)};
                return add(right_angle, negate(increasing_from<std::asin>(-1, x[0], -infinity, 1)));
            }},
        Row{ops::opcode<ops::Sigmoid>, [](Arguments x) { return increasing_from<sigmoid>(-infinity, x[0], 0); }},
        Row{ops::opcode<ops::Sin>, [](Arguments x) { return wave<std::sin>(x[0]); }},
        Row{ops::opcode<ops::Cos>, [](Arguments x) { return wave<std::cos>(x[0]); }},
        Row{ops::opcode<ops::Equal>, [](Arguments x) { return equal(x[0], x[1]); }, false},
        Row{ops::opcode<ops::Less>, [](Arguments x) { return less(x[0], x[1]); }, false},
        Row{ops::opcode<ops::Greater>, [](Arguments x) { return less(x[1], x[0]); }, false},
        Row{ops::opcode<ops::Select>, [](Arguments x) { return select(x); }, false},
    };
    for (const Row& row : rows)
        if (row.operation == operation) return &row;
    return nullptr;
}

} // namespace

Interval Ranges::operator()(std::span<const Interval> box) {
    std::vector<Interval> arguments;
    for (std::size_t i = 0; i < graph_.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph_.node(id);
        if (node.is_input()) {
            values_[i] = box[node.input_number()];
        } else if (node.is_constant()) {
            values_[i] = {node.constant(), node.constant()};
        } else {
            const Row* const row = node.is_operation() ? row_of(node.opcode()) : nullptr;
            arguments.clear();
            for (const NodeId argument : graph_.arguments(id)) arguments.push_back(values_[index(argument)]);
            values_[i] = row == nullptr ? Interval{} : row->range(arguments);
        }
    }
    return values_[index(graph_.outputs()[0])];
}

bool Ranges::smooth(const Graph& graph) {
    return std::ranges::all_of(graph.nodes(), [](const Node& node) {
        if (node.is_input() || node.is_constant()) return true;
        const Row* const row = node.is_operation() ? row_of(node.opcode()) : nullptr;
        return row != nullptr && row->smooth;
    });
}

} // namespace autodiff::proofs
