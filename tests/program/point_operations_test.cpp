#include <catch.hpp>
#include <program/point_programs.hpp>
#include <reference/reference.hpp>

#include <limits>
#include <map>
#include <string>
#include <utility>

using namespace autodiff;
using namespace point_programs;

namespace {

/// The opcodes of operations that take a fixed number of arguments or any.
template <class F>
void for_each_opcode(F f) {
    ops::for_each_operation([&]<class Op>(Op) { f(ops::opcode<Op>, std::string(Op::notation.name)); });
}

std::vector<NodeId> add_inputs(Graph& graph, std::size_t count) {
    std::vector<NodeId> inputs;
    for (std::size_t k = 0; k < count; ++k) inputs.push_back(graph.add_input());
    return inputs;
}

/// Sums are added up in another order, fused.
bool is_sum(ops::Opcode operation) { return operation == ops::opcode<ops::Sum> || operation == ops::opcode<ops::Dot>; }

/// Points with hard numbers in all places.
std::vector<reference::Point> points_of(const std::string& name) {
    std::vector<reference::Point> points = reference::hard_points(reference::knows(name) ? name : "mul");
    if (points.empty()) return points;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const std::size_t arity = points.front().size();
    for (const double first : {nan, 0.0, -0.0, 1.5, -infinity})
        for (const double last : {nan, 0.0, -0.0, -1.5, infinity}) {
            reference::Point point(arity, first);
            point.back() = last;
            points.push_back(point);
        }
    return points;
}

/// make(number of arguments) is a graph that gives the same numbers however it is run.
template <class Make>
void check_at_points(const std::string& name, Make make) {
    std::map<std::size_t, std::pair<Graph, Both>> made;
    for (const reference::Point& point : points_of(name)) {
        if (!made.contains(point.size())) {
            const Graph graph = make(point.size());
            made.emplace(point.size(), std::pair(graph, Both(graph)));
        }
        const auto& [graph, programs] = made.at(point.size());
        CAPTURE(name, point);
        const std::vector<double> expected = graph(point);
        CHECK(same(programs.machine(point), expected));
        CHECK(same(programs.interpreted(point), expected));
    }
}

} // namespace

TEST_CASE("one operation at one point is bit for bit what its rule says, as machine code and interpreted") {
    for_each_opcode([](ops::Opcode operation, const std::string& name) {
        if (is_sum(operation)) return;
        check_at_points(name, [&](std::size_t arguments) {
            Graph graph;
            graph.add_output(graph.add(operation, add_inputs(graph, arguments)));
            return graph;
        });
    });
}

TEST_CASE("an operation among others, on values in registers and in memory, is bit for bit what its rule says") {
    for_each_opcode([](ops::Opcode operation, const std::string& name) {
        if (is_sum(operation)) return;
        check_at_points(name, [&](std::size_t arguments) {
            // The inputs again, but in a way that simplification does not see through.
            Graph graph;
            std::vector<NodeId> operands;
            for (const NodeId input : add_inputs(graph, arguments))
                operands.push_back(graph.add<ops::Copysign>({graph.add<ops::Abs>({input}), input}));
            const NodeId value = graph.add(operation, operands);
            graph.add_output(value);
            for (const NodeId operand : operands) graph.add_output(operand);
            graph.add_output(graph.add<ops::Abs>({value}));
            return graph;
        });
    });
}

TEST_CASE("calls of one function that are made together give what a batch gives, interpreted or not") {
    for_each_opcode([](ops::Opcode operation, const std::string& name) {
        const std::vector<reference::Point> points = points_of(name);
        if (arity(operation) == ops::any_number || points.empty()) return;
        constexpr std::size_t together = 7; // no whole vector
        Graph graph;
        const std::vector<NodeId> inputs = add_inputs(graph, together * points[0].size());
        Graph one;
        one.add_output(one.add(operation, add_inputs(one, points[0].size())));
        for (std::size_t k = 0; k < together; ++k)
            graph.add_output(graph.add(operation, std::span(inputs).subspan(k * points[0].size(), points[0].size())));
        const Both programs(graph);
        const Program batch(one);
        for (std::size_t first = 0; first < points.size(); first += together) {
            std::vector<double> x;
            std::vector<double> expected(together);
            for (std::size_t k = 0; k < together; ++k) {
                const reference::Point& point = points[(first + k) % points.size()];
                x.insert(x.end(), point.begin(), point.end());
            }
            batch.map(rows(std::span<const double>(x), points[0].size()), rows(std::span<double>(expected), 1));
            CAPTURE(name, x, expected);
            const std::vector<double> machine = programs.machine(x);
            CHECK(same(machine, programs.interpreted(x)));
            const std::vector<double> alone = graph(x);
            for (std::size_t k = 0; k < together; ++k) // elementary operations are the rule's, to the sign of zero
                CHECK((same(machine[k], expected[k]) || same(machine[k], alone[k])));
        }
    });
}

TEST_CASE("sums and dot products of any length are right but for rounding") {
    for (const std::size_t length : std::vector<std::size_t>{1, 2, 3, 4, 7, 15, 16, 17, 31, 32, 33, 64, 100, 1000}) {
        Graph graph;
        const std::vector<NodeId> inputs = add_inputs(graph, 2 * length);
        graph.add_output(graph.add(ops::opcode<ops::Dot>, inputs));
        graph.add_output(graph.add(ops::opcode<ops::Sum>, inputs));
        const Both programs(graph);
        std::vector<double> x; // whole numbers: nothing is rounded
        for (std::size_t k = 0; k < 2 * length; ++k) x.push_back(static_cast<double>(k * k % 17) - 6);
        CAPTURE(length);
        CHECK(programs.machine(x) == graph(x));
        CHECK(programs.interpreted(x) == graph(x));
    }
}

TEST_CASE("a product and a sum are rounded once where the processor can") {
    if (!has_machine_code()) return;
    const double tiny = std::ldexp(1.0, -30);
    Graph sum;
    const std::vector<NodeId> x = add_inputs(sum, 3);
    sum.add_output(sum.add<ops::FusedMultiplyAdd>({x[0], x[1], x[2]}));
    const Both plus(sum);
    CHECK(plus.machine({1 + tiny, 1 + tiny, -1 - 2 * tiny})[0] == tiny * tiny);
    CHECK(plus.interpreted({1 + tiny, 1 + tiny, -1 - 2 * tiny})[0] == tiny * tiny);
    Graph difference;
    const std::vector<NodeId> y = add_inputs(difference, 3);
    difference.add_output(difference.add<ops::Subtract>({y[2], difference.add<ops::Multiply>({y[0], y[1]})}));
    const Both minus(difference);
    CHECK(minus.machine({1 + tiny, 1 + tiny, 1 + 2 * tiny})[0] == -tiny * tiny);
    CHECK(minus.interpreted({1 + tiny, 1 + tiny, 1 + 2 * tiny})[0] == -tiny * tiny);
}
