#include <autodiff/validation/proofs/ranges.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/validation/proofs/facts.hpp>
#include <autodiff/validation/proofs/signs.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

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

/// Of an increasing operation, on the part of the interval where it has values.
Interval increasing_operation(ops::Opcode operation, const Interval& x) {
    const auto f = [operation](double at) { return operation_value(operation, std::array{at}); };
    const Interval domain = domain_of(operation);
    if (x.high < domain.low || x.low > domain.high) return {};
    const Interval inside = intersect(x, domain);
    Interval result = increasing(f, inside);
    // All of them are exact at 0, and the logarithm at 1.
    const auto exact = [&](double at) { return at == 0 || (at == 1 && f(at) == 0); };
    if (exact(inside.low)) result.low = f(inside.low);
    if (exact(inside.high)) result.high = f(inside.high);
    if (f(domain.low) == 0) result.low = std::max(result.low, 0.0); // exp, sqrt, sigmoid
    return result;
}

template <class Op>
Interval increasing_range(Arguments x) {
    return increasing_operation(ops::opcode<Op>, x[0]);
}

/// Of sin and cos, whose slopes are at most 1.
template <class Op>
Interval wave_range(Arguments arguments) {
    constexpr double widest = 4, farthest = 1e6, rounding = 1e-15;
    const Interval& x = arguments[0];
    if (!(x.high - x.low < widest) || std::abs(x.low) > farthest) return {-1, 1};
    const double middle = x.low + (x.high - x.low) / 2;
    const double value = operation_value(ops::opcode<Op>, std::array{middle});
    const double reach = std::max(x.high - middle, middle - x.low) * (1 + rounding) + rounding;
    return intersect(add({value, value}, {-reach, reach}), {-1, 1});
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
    constexpr double half_pi = std::numbers::pi / 2;
    static const std::array rows{
        Row{ops::opcode<ops::Add>, [](Arguments x) { return add(x[0], x[1]); }},
        Row{ops::opcode<ops::Subtract>, [](Arguments x) { return add(x[0], negate(x[1])); }},
        Row{ops::opcode<ops::Negate>, [](Arguments x) { return negate(x[0]); }},
        Row{ops::opcode<ops::Multiply>, [](Arguments x) { return multiply(x[0], x[1]); }},
        Row{ops::opcode<ops::ChainProduct>, [](Arguments x) { return multiply(x[0], x[1]); }},
        Row{ops::opcode<ops::Divide>, [](Arguments x) { return multiply(x[0], reciprocal(x[1])); }},
        Row{ops::opcode<ops::Square>, [](Arguments x) { return square(x[0]); }},
        Row{ops::opcode<ops::Pow>, [](Arguments x) { return power(x); }},
        Row{ops::opcode<ops::Sqrt>, increasing_range<ops::Sqrt>},
        Row{ops::opcode<ops::Exp>, increasing_range<ops::Exp>},
        Row{ops::opcode<ops::Expm1>, increasing_range<ops::Expm1>},
        Row{ops::opcode<ops::Log>, increasing_range<ops::Log>},
        Row{ops::opcode<ops::Log1p>, increasing_range<ops::Log1p>},
        Row{ops::opcode<ops::Tanh>, increasing_range<ops::Tanh>},
        Row{ops::opcode<ops::Sinh>, increasing_range<ops::Sinh>},
        Row{ops::opcode<ops::Atan>, increasing_range<ops::Atan>},
        Row{ops::opcode<ops::Asin>, increasing_range<ops::Asin>},
        Row{ops::opcode<ops::Acos>,
            [](Arguments x) { return add(around(half_pi, false), negate(increasing_range<ops::Asin>(x))); }},
        Row{ops::opcode<ops::Sigmoid>, increasing_range<ops::Sigmoid>},
        Row{ops::opcode<ops::Sin>, wave_range<ops::Sin>},
        Row{ops::opcode<ops::Cos>, wave_range<ops::Cos>},
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
