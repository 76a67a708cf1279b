#include <autodiff/validation/checks/engines.hpp>

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/hessian.hpp>
#include <autodiff/derivatives/jacobian.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/ops/scaling.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/program/program.hpp>

#include <array>
#include <utility>

namespace autodiff::checks {

namespace {

using Point = std::span<const double>;

/// w · f(x + A t).
template <class Scalar>
Scalar chain_value(const ActiveFunction<Scalar>& f, Point x, const std::vector<Scalar>& t, const Chain& chain) {
    std::vector<Scalar> inner;
    inner.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        Scalar sum(x[i]);
        for (std::size_t j = 0; j < t.size(); ++j) sum = sum + chain.inner(i, j) * t[j];
        inner.push_back(sum);
    }
    const std::vector<Scalar> y = f(inner);
    Scalar total(0);
    for (std::size_t k = 0; k < y.size(); ++k) total = total + chain.outer[k] * y[k];
    return total;
}

template <class Scalar>
std::vector<double> plain_values(const std::vector<Scalar>& y) {
    std::vector<double> result;
    result.reserve(y.size());
    for (const Scalar& element : y) result.push_back(plain_value(element));
    return result;
}

std::vector<double> unit(std::size_t size, std::size_t place) {
    std::vector<double> direction(size);
    direction[place] = 1;
    return direction;
}

Linearisation without_derivatives(std::vector<double> values, std::size_t inputs) {
    const std::size_t outputs = values.size();
    return {std::move(values), {outputs, inputs, std::vector<double>(outputs * inputs)}};
}

/// One reverse sweep an output, of a tape of Real<T>.
template <class T>
Linearisation reverse_linearise(const ActiveFunction<Real<T>>& f, Point x) {
    TapeOf<T> tape;
    const std::vector<Real<T>> inputs = tape.variables(std::vector<T>(x.begin(), x.end()));
    const std::vector<Real<T>> outputs = f(inputs);
    Linearisation result = without_derivatives(plain_values(outputs), x.size());
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        tape.reverse(outputs[k]);
        for (std::size_t j = 0; j < x.size(); ++j) result.jacobian(k, j) = plain_value(tape.adjoint(inputs[j]));
    }
    return result;
}

template <class T>
std::vector<double> reverse_chained(const ActiveFunction<Real<T>>& f, Point x, const Chain& chain) {
    TapeOf<T> tape;
    const std::vector<Real<T>> t = tape.variables(std::vector<T>(x.size()));
    const Real<T> y = chain_value(f, x, t, chain);
    tape.reverse(y);
    tape.reverse(y); // a tape may be swept as often as one likes
    std::vector<double> result;
    result.reserve(t.size());
    for (const Real<T>& input : t) result.push_back(plain_value(tape.adjoint(input)));
    return result;
}

/// One forward sweep of the tape an input.
Linearisation forward_linearise(const ActiveFunction<Var>& f, Point x) {
    Tape tape;
    const std::vector<Var> inputs = tape.variables(x);
    const std::vector<Var> outputs = f(inputs);
    Linearisation result = without_derivatives(plain_values(outputs), x.size());
    for (std::size_t j = 0; j < x.size(); ++j) {
        const std::vector<double> column = tape.forward(inputs, unit(x.size(), j), outputs);
        for (std::size_t k = 0; k < outputs.size(); ++k) result.jacobian(k, j) = column[k];
    }
    return result;
}

std::vector<double> forward_chained(const ActiveFunction<Var>& f, Point x, const Chain& chain) {
    Tape tape;
    const std::vector<Var> t = tape.variables(std::vector<double>(x.size()));
    const std::vector<Var> y{chain_value(f, x, t, chain)};
    std::vector<double> result;
    result.reserve(t.size());
    for (std::size_t j = 0; j < t.size(); ++j) result.push_back(tape.forward(t, unit(t.size(), j), y)[0]);
    return result;
}

/// Dual numbers, one input after the other.
Linearisation dual_linearise(const ActiveFunction<Dual<double>>& f, Point x) {
    const Pause pause;
    Linearisation result;
    for (std::size_t j = 0; j < x.size(); ++j) {
        const auto outputs = f(derivatives::moving<double>(x, unit(x.size(), j)));
        if (j == 0) result = without_derivatives(plain_values(outputs), x.size());
        for (std::size_t k = 0; k < outputs.size(); ++k) result.jacobian(k, j) = outputs[k].tangent();
    }
    return result;
}

std::vector<double> dual_chained(const ActiveFunction<Dual<double>>& f, Point x, const Chain& chain) {
    const Pause pause;
    std::vector<double> result;
    for (std::size_t j = 0; j < x.size(); ++j) {
        std::vector<Dual<double>> t(x.size());
        t[j] = Dual<double>::variable(0);
        result.push_back(chain_value(f, x, t, chain).tangent());
    }
    return result;
}

/// The recorded graph, differentiated, and evaluated.
Linearisation graph_linearise(const ActiveFunction<Var>& f, Point x) {
    const Graph graph = record(f, x);
    Linearisation result{graph(x), {graph.outputs().size(), x.size(), {}}};
    result.jacobian.elements = jacobian(graph)(x);
    return result;
}

std::vector<double> graph_chained(const ActiveFunction<Var>& f, Point x, const Chain& chain) {
    const std::vector<double> zero(x.size());
    const auto g = [&](const std::vector<Var>& t) { return chain_value(f, x, t, chain); };
    return gradient(record(g, zero))(zero);
}

/// The same graph, compiled for one point at a time.
Linearisation program_linearise(const ActiveFunction<Var>& f, Point x) {
    const Graph graph = record(f, x);
    const std::size_t outputs = graph.outputs().size();
    const Program program(simplify(differentiate_reverse(graph, Outputs::values_and_derivatives)));
    std::vector<double> results = program(x);
    Linearisation linear =
        without_derivatives({results.begin(), results.begin() + static_cast<std::ptrdiff_t>(outputs)}, x.size());
    linear.jacobian.elements.assign(results.begin() + static_cast<std::ptrdiff_t>(outputs), results.end());
    return linear;
}

/// A way to differentiate functions of one scalar type; `chained` may be nullptr. A new one is a row in engines_of.
template <class Scalar>
struct Row {
    const char* name;
    Linearisation (*linearise)(const ActiveFunction<Scalar>& f, Point x);
    std::vector<double> (*chained)(const ActiveFunction<Scalar>& f, Point x, const Chain& chain);
    bool optional = false;
};

template <class Scalar>
Engine engine(const Row<Scalar>& row, const ActiveFunction<Scalar>& f) {
    Engine result{row.name, [f, way = row.linearise](Point x) { return way(f, x); }, {}, row.optional};
    if (row.chained != nullptr)
        result.chained = [f, way = row.chained](Point x, const Chain& chain) { return way(f, x, chain); };
    return result;
}

} // namespace

std::vector<Engine> engines_of(const ActiveFunctions& f) {
    static constexpr std::array of_var{
        Row<Var>{"reverse", reverse_linearise<double>, reverse_chained<double>},
        Row<Var>{"forward sweep", forward_linearise, forward_chained, true},
        Row<Var>{"graph", graph_linearise, graph_chained, true},
        Row<Var>{"compiled program", program_linearise, nullptr, true},
    };
    static constexpr std::array of_dual{
        Row<Dual<double>>{"dual numbers", dual_linearise, dual_chained},
    };
    std::vector<Engine> engines;
    engines.reserve(of_var.size() + of_dual.size());
    if (f.of_var)
        for (const auto& row : of_var) engines.push_back(engine(row, f.of_var));
    if (f.of_dual)
        for (const auto& row : of_dual) engines.push_back(engine(row, f.of_dual));
    return engines;
}

Engine reverse_over_duals(const ActiveFunction<Real<Dual<double>>>& f) {
    return engine({"reverse over duals", reverse_linearise<Dual<double>>, reverse_chained<Dual<double>>}, f);
}

Engine hand_written_engine(const PlainFunction& value, const PlainFunction& jacobian) {
    const auto linearise = [value, jacobian](Point x) {
        Linearisation result = without_derivatives(value(x), x.size());
        result.jacobian.elements = jacobian(x);
        require_size(result.jacobian.elements.size(), result.values.size() * x.size(), "check_hand_written",
                     "derivatives, outputs times inputs,");
        return result;
    };
    return {"hand-written", linearise, {}};
}

Matrix moving_hessian(const ActiveFunction<Real<Dual<double>>>& f, Point x) {
    const auto first_output = [&f](const std::vector<Real<Dual<double>>>& inputs) { return f(inputs)[0]; };
    Matrix result{x.size(), x.size(), std::vector<double>(x.size() * x.size())};
    for (std::size_t j = 0; j < x.size(); ++j) {
        const std::vector<double> column = hessian_vector(first_output, x, unit(x.size(), j));
        for (std::size_t i = 0; i < x.size(); ++i) result(i, j) = column[i];
    }
    return result;
}

Subject subject_of(std::string name, const ActiveFunctions& f, std::size_t inputs) {
    Subject subject;
    subject.name = std::move(name);
    subject.inputs = inputs;
    subject.engines = engines_of(f);
    subject.value = [of_var = f.of_var](Point x) {
        const Pause pause;
        return plain_values(of_var(std::vector<Var>(x.begin(), x.end())));
    };
    subject.jvp = [f](Point x, Point v) { return f.of_dual ? jvp(f.of_dual, x, v) : jvp(f.of_var, x, v); };
    subject.vjp = [of_var = f.of_var](Point x, Point w) { return vjp(of_var, x, w); };
    subject.hessian = [f](Point x) {
        return f.of_moving_var ? moving_hessian(f.of_moving_var, x)
                               : Matrix{x.size(), x.size(), hessian(record(f.of_var, x))(x)};
    };
    subject.record = [of_var = f.of_var](Point x) { return record(of_var, x); };
    return subject;
}

} // namespace autodiff::checks
