#pragma once

#include <autodiff/derivatives/callable.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/variable/graph_recorder.hpp>

namespace autodiff {

/// The inputs that `record` hands to a function when only their number is known: a vector of Var that, when it has one
/// element, is also usable as that Var, so that functions of one scalar and functions of a vector are recorded alike.
class RecordedInputs : public std::vector<Var> {
  public:
    using std::vector<Var>::vector;

    /// The only input. Throws ShapeError when there are several: the function takes one scalar.
    [[nodiscard]] const Var& only() const {
        require_size(size(), 1, "record", "inputs of a function of one scalar");
        return front();
    }
    operator const Var&() const { return only(); }
};

template <>
struct ScalarTraits<RecordedInputs> {
    static constexpr int depth = 1;
    using plain = double;

    template <class Op, class... A>
    static auto apply(const A&... arguments) {
        return ops::apply<Op>(scalar(arguments)...);
    }

  private:
    static const Var& scalar(const RecordedInputs& x) { return x.only(); }
    template <class A>
    static const A& scalar(const A& x) {
        return x;
    }
};

namespace derivatives {

template <class F, class Argument>
Graph record_call(GraphRecorder& recorder, F& f, const Argument& x) {
    for (const Var& y : call_for_outputs<Var>(f, x)) recorder.output(y.id(), y.value());
    return recorder.take();
}

} // namespace derivatives

/// What f does at the point x, as a graph: a function of a vector of scalars that returns one or several. Comparisons
/// become guards: the graph is valid wherever they come out as at x.
template <class F, NumberRange X = std::initializer_list<double>>
Graph record(F&& f, const X& x) {
    const std::vector<double> point = derivatives::numbers(x);
    GraphRecorder recorder;
    RecordedInputs inputs;
    for (const double value : point) inputs.push_back(Var::from_recorder(value, recorder.input()));
    return derivatives::record_call(recorder, f, inputs);
}

/// The same for a function of one scalar.
template <class F>
Graph record(F&& f, double x) {
    GraphRecorder recorder;
    return derivatives::record_call(recorder, f, Var::from_recorder(x, recorder.input()));
}

/// The same for a function of `inputs` numbers that does not branch on them: recorded at the point (1/2, 1/2, ...). A
/// function of one scalar is recorded with inputs = 1.
template <class F, std::integral Count>
Graph record(F&& f, Count inputs) {
    return record(f, std::vector<double>(static_cast<std::size_t>(inputs), 0.5));
}

/// The first inputs of a function of parameters and data, and where it is recorded.
struct Parameters {
    std::vector<double> at;
};
/// The last inputs of a function of parameters and data, and where it is recorded.
struct Data {
    std::vector<double> at;
};

/// `count` parameters, recorded at 1/2 each: for functions that do not branch on them.
template <std::integral Count>
Parameters parameters(Count count) {
    return {std::vector<double>(static_cast<std::size_t>(count), 0.5)};
}
/// As many parameters as there are numbers, recorded at these.
template <NumberRange X = std::initializer_list<double>>
Parameters parameters(const X& at) {
    return {derivatives::numbers(at)};
}
/// `count` numbers a point, recorded at 1/2 each: for functions that do not branch on them.
template <std::integral Count>
Data data(Count count) {
    return {std::vector<double>(static_cast<std::size_t>(count), 0.5)};
}
/// As many data a point as there are numbers, recorded at these.
template <NumberRange X = std::initializer_list<double>>
Data data(const X& at) {
    return {derivatives::numbers(at)};
}

/// f(parameters, data): a function of numbers that all points share and of numbers of one point. The derivatives of the
/// graph are those with respect to the parameters; a Program sums them over many points.
template <class F>
Graph record(F&& f, const Parameters& theta, const Data& point) {
    GraphRecorder recorder;
    const auto inputs = [&recorder](const std::vector<double>& values) {
        RecordedInputs result;
        for (const double value : values) result.push_back(Var::from_recorder(value, recorder.input()));
        return result;
    };
    const RecordedInputs shared = inputs(theta.at);
    const RecordedInputs own = inputs(point.at);
    const auto of_shared = [&](const RecordedInputs& x) { return f(x, own); };
    Graph graph = derivatives::record_call(recorder, of_shared, shared);
    graph.set_data_inputs(point.at.size());
    return graph;
}

} // namespace autodiff
