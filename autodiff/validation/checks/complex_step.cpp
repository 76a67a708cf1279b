#include <autodiff/validation/checks/complex_step.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

namespace autodiff::checks {

namespace {

using Complex = std::complex<double>;

/// The operations whose value, as the catalogue writes it, means the same in complex numbers.
using Analytic = ops::OperationList<ops::Add, ops::Subtract, ops::Multiply, ops::Divide, ops::Negate, ops::Square, //
                                    ops::Exp, ops::Log, ops::Log10, ops::Sqrt, ops::Sin, ops::Cos, ops::Tan,       //
                                    ops::Atan, ops::Sinh, ops::Cosh, ops::Tanh, ops::Asinh>;

using Arguments = std::span<const Complex>;
using ComplexValue = Complex (*)(Arguments z);

const Complex unknown(NAN, NAN);

/// Neither piece is the right one.
bool tie(Arguments z) { return z[0].real() == z[1].real(); }

template <class Op, class... All>
constexpr bool among(ops::OperationList<All...>) {
    return (std::is_same_v<Op, All> || ...);
}

/// The operation in complex numbers, or nullptr.
template <class Op>
struct ComplexRow {
    static constexpr ComplexValue value = [] {
        ComplexValue result = nullptr;
        if constexpr (among<Op>(Analytic{})) {
            result = [](Arguments z) { return ops::value_at<Op, Complex>(z); };
        } else if constexpr (std::is_same_v<Op, ops::Pow>) {
            result = [](Arguments z) {
                const bool on_the_cut = z[0].real() <= 0;
                return on_the_cut ? unknown : std::pow(z[0], z[1]);
            };
        } else if constexpr (std::is_same_v<Op, ops::Sum>) {
            result = [](Arguments z) {
                Complex sum = 0;
                for (const Complex& term : z) sum += term;
                return sum;
            };
        } else if constexpr (std::is_same_v<Op, ops::Abs>) {
            result = [](Arguments z) { return z[0].real() == 0 ? unknown : z[0].real() < 0 ? -z[0] : z[0]; };
        } else if constexpr (std::is_same_v<Op, ops::Min>) {
            result = [](Arguments z) { return tie(z) ? unknown : z[1].real() < z[0].real() ? z[1] : z[0]; };
        } else if constexpr (std::is_same_v<Op, ops::Max>) {
            result = [](Arguments z) { return tie(z) ? unknown : z[1].real() > z[0].real() ? z[1] : z[0]; };
        } else if constexpr (std::is_same_v<Op, ops::Relu>) {
            result = [](Arguments z) { return z[0].real() == 0 ? unknown : z[0].real() > 0 ? z[0] : Complex(0); };
        } else if constexpr (std::is_same_v<Op, ops::Select>) {
            result = [](Arguments z) { return std::isnan(z[0].real()) ? unknown : z[0].real() != 0 ? z[1] : z[2]; };
        } else if constexpr (Op::compares) {
            result = [](Arguments z) { return tie(z) ? unknown : Complex(Op::value(z[0].real(), z[1].real())); };
        }
        return result;
    }();
};

bool evaluable(const Graph& graph) {
    return std::ranges::all_of(graph.nodes(), [](const Node& node) {
        return !node.is_operation() || ops::catalogue_table<ComplexRow>[ops::index(node.opcode())] != nullptr;
    });
}

std::vector<Complex> evaluate_complex(const Graph& graph, std::span<const Complex> z) {
    std::vector<Complex> values;
    std::vector<Complex> arguments;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = graph.node(id);
        if (node.is_input()) {
            values.push_back(z[node.input_number()]);
        } else if (node.is_constant()) {
            values.emplace_back(node.constant());
        } else {
            arguments.clear();
            for (const NodeId argument : graph.arguments(id)) arguments.push_back(values[index(argument)]);
            values.push_back(ops::catalogue_table<ComplexRow>[ops::index(node.opcode())](arguments));
        }
    }
    return values;
}

} // namespace

std::optional<Matrix> complex_step_jacobian(const Graph& graph, std::span<const double> x) {
    if (!evaluable(graph)) return std::nullopt;
    Matrix result{graph.outputs().size(), x.size(), std::vector<double>(graph.outputs().size() * x.size())};
    std::vector<Complex> z(x.begin(), x.end());
    for (std::size_t j = 0; j < x.size(); ++j) {
        // Its square vanishes beside whatever scale a function may have at x.
        const double step = 0x1p-150 * (x[j] != 0 ? std::abs(x[j]) : 1);
        z[j] = {x[j], step};
        const std::vector<Complex> values = evaluate_complex(graph, z);
        for (std::size_t k = 0; k < graph.outputs().size(); ++k) {
            const double moved = values[index(graph.outputs()[k])].imag();
            if (!std::isfinite(moved)) return std::nullopt;
            result(k, j) = moved != 0 && std::abs(moved) < 1e-290 ? NAN : moved / step;
        }
        z[j] = x[j];
    }
    return result;
}

} // namespace autodiff::checks
