#include "catch.hpp"
#include "graph/nested_graphs.hpp"
#include "seed.hpp"
#include "storage/bytes.hpp"

#include <autodiff/gradient.hpp>
#include <autodiff/record.hpp>
#include <autodiff/storage/storage.hpp>

#include <memory>
#include <random>

using namespace autodiff;
using namespace stored;
using Catch::Matchers::ContainsSubstring;

namespace {

/// x -> sin(x + shared), in a loop.
Graph loop(std::uint32_t steps) {
    Graph step;
    const NodeId x = step.add_input(), shared = step.add_input();
    step.add_output(step.add<ops::Sin>({step.add<ops::Add>({x, shared})}));
    Graph graph;
    const std::vector<NodeId> arguments{graph.add_input(), graph.add_input()};
    const std::uint32_t function = graph.add_function({.body = std::make_shared<const Graph>(step),
                                                       .kind = GraphFunction::Kind::repeat,
                                                       .steps = steps,
                                                       .shared = 1});
    graph.add_output(graph.add_result(graph.add_call(function, arguments), 0));
    return graph;
}

HandMade nothing() { return HandMade().number(0, 4); }

/// NODE, DATA, OUTP and GARD of a graph.
HandMade& add_graph(HandMade& sections, const HandMade& nodes, const HandMade& outputs) {
    return sections.section("NODE", nodes)
        .section("DATA", nothing())
        .section("OUTP", outputs)
        .section("GARD", nothing());
}

/// x -> x
HandMade identity() {
    HandMade sections;
    return add_graph(sections, HandMade().number(1, 4).number(0, 2), HandMade().number(1, 4).number(0, 4));
}

HandMade function(std::uint64_t kind, std::uint64_t body, std::uint64_t steps = 1, std::uint64_t shared = 0) {
    return HandMade().number(1, 4).number(kind, 1).number(body, 4).number(steps, 4).number(shared, 4);
}

/// x, function 0 of it, and its result.
HandMade calling_nodes(std::uint64_t called = 0, std::uint64_t arguments = 1) {
    HandMade nodes;
    nodes.number(3, 4).number(0, 2).number(0xFFFF, 2).number(called, 4).number(arguments, 4);
    for (std::uint64_t k = 0; k < arguments; ++k) nodes.number(0, 4);
    return nodes.number(0xFFFE, 2).number(1, 4).number(0, 4);
}

/// A file of bodies and a graph that calls.
std::vector<std::byte> file(const std::vector<HandMade>& bodies, const HandMade& functions,
                            const HandMade& nodes = calling_nodes(), std::uint64_t output = 2) {
    HandMade sections;
    sections.section("OPER", nothing());
    for (const HandMade& body : bodies) sections.section("BODY", body);
    sections.section("FUNC", functions);
    return add_graph(sections, nodes, HandMade().number(1, 4).number(output, 4)).file();
}

} // namespace

TEST_CASE("a stored graph that calls others comes back with them, and with the bits of its values") {
    std::mt19937_64 random(test_seed());
    INFO("seed " << test_seed());
    for (int i = 0; i < 60; ++i) {
        Graph graph = nested_graphs::Maker(random).make(std::size_t(1 + i % 3), 3, 1);
        if (i % 2 == 1) graph = value_and_gradient(graph);
        const std::vector<std::byte> bytes = to_bytes(graph);
        const Graph back = load(bytes);
        CHECK(to_bytes(back) == bytes);
        CHECK(back.nesting() == graph.nesting());
        CHECK(back.size() == graph.size());
        const std::vector<double> x{0.25, -0.5, 0.75};
        CHECK(back(x) == graph(x));
    }
}

TEST_CASE("what is called is stored once, however many steps a loop has and however often it stands in memory") {
    const Graph few = value_and_gradient(loop(10)), many = value_and_gradient(loop(1'000'000));
    CHECK(to_bytes(few).size() == to_bytes(many).size());
    CHECK(load(to_bytes(few))({0.3, 0.1}) == few({0.3, 0.1}));

    Graph twice;
    const std::vector<NodeId> arguments{twice.add_input(), twice.add_input()};
    std::size_t size_of_one = 0;
    for (std::uint32_t steps = 2; steps < 4; ++steps) { // a body of its own for each
        const std::uint32_t function =
            twice.add_function({.body = std::make_shared<const Graph>(loop(5)), .kind = GraphFunction::Kind::call});
        const std::uint32_t repeated = twice.add_function(
            {.body = loop(5).functions()[0].body, .kind = GraphFunction::Kind::repeat, .steps = steps, .shared = 1});
        twice.add_output(twice.add_result(twice.add_call(function, arguments), 0));
        twice.add_output(twice.add_result(twice.add_call(repeated, arguments), 0));
        if (size_of_one == 0) size_of_one = to_bytes(twice).size();
    }
    // a function of 13 bytes, two calls of 18 with their results of 10, two outputs of 4
    CHECK(to_bytes(twice).size() == size_of_one + 13 + 2 * (18 + 10) + 2 * 4);
    const Graph back = load(to_bytes(twice));
    CHECK(to_bytes(back) == to_bytes(twice));
    CHECK(back({0.3, 0.1}) == twice({0.3, 0.1}));
}

TEST_CASE("a stored graph with calls that is cut off or has a bit flipped is refused") {
    const std::vector<std::byte> bytes = to_bytes(value_and_gradient(loop(7)));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_THROWS_AS(load(std::span(bytes).first(size)), StorageError);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        std::vector<std::byte> damaged = bytes;
        damaged[bit / 8] ^= std::byte{1} << (bit % 8);
        CHECK_THROWS_AS(load(damaged), StorageError);
    }
}

TEST_CASE("calls that make no graph are refused with what is wrong") {
    CHECK(complaint(file({identity()}, function(0, 0))).empty());
    CHECK(load(file({identity()}, function(1, 0, 1000)))({0.75}) == std::vector{0.75});
    CHECK_THAT(complaint(file({identity()}, function(0, 1))), ContainsSubstring("calls graph 1, and only 1 stand"));
    CHECK_THAT(complaint(file({}, function(0, 0))), ContainsSubstring("calls graph 0, and only 0 stand"));
    CHECK_THAT(complaint(file({identity()}, function(3, 0))), ContainsSubstring("of kind 3"));
    CHECK_THAT(complaint(file({identity()}, function(2, 0).number(0, 4))), ContainsSubstring("the adjoint of a body"));
    CHECK_THAT(complaint(file({identity()}, function(1, 0, 5, 1))), ContainsSubstring("1 shared inputs"));
    CHECK_THAT(complaint(file({identity()}, function(0, 0, 2))), ContainsSubstring("not 2 times"));
    CHECK_THAT(complaint(file({identity()}, nothing())), ContainsSubstring("no functions"));
    CHECK_THAT(complaint(file({identity()}, HandMade().number(5000, 4))), ContainsSubstring("claims 5000"));
    CHECK_THAT(complaint(file({identity()}, function(0, 0), calling_nodes(1))),
               ContainsSubstring("function 1 does not exist"));
    CHECK_THAT(complaint(file({identity()}, function(0, 0), calling_nodes(0, 2))),
               ContainsSubstring("takes 1 arguments, got 2"));
    CHECK_THAT(complaint(file({identity()}, function(0, 0), calling_nodes(), 1)), ContainsSubstring("is a call"));
    const HandMade result_of_input = HandMade().number(2, 4).number(0, 2).number(0xFFFE, 2).number(0, 4).number(0, 4);
    CHECK_THAT(complaint(file({identity()}, function(0, 0), result_of_input, 0)), ContainsSubstring("is not a call"));
    CHECK_THAT(complaint(file({identity(), identity()}, function(0, 0))), ContainsSubstring("form that save gives"));
    CHECK_THAT(complaint(file({identity()}, HandMade(function(0, 0)).number(0, 1))), ContainsSubstring("goes on"));
    HandMade many = HandMade().number(5000, 4);
    for (std::uint64_t k = 0; k < 5000; ++k) many.number(1, 1).number(0, 4).number(k + 1, 4).number(0, 4);
    CHECK_THAT(complaint(file({identity()}, many)), ContainsSubstring("more than the 4096"));
}

TEST_CASE("graphs nested deeper than any graph are refused") {
    std::vector<HandMade> bodies{identity()};
    while (bodies.size() < 120) {
        HandMade sections;
        sections.section("FUNC", function(0, bodies.size() - 1));
        bodies.push_back(add_graph(sections, calling_nodes(), HandMade().number(1, 4).number(2, 4)));
    }
    CHECK_THAT(complaint(file(bodies, function(0, bodies.size() - 1))), ContainsSubstring("nested 101 deep"));
    bodies.resize(100);
    CHECK(complaint(file(bodies, function(0, 99))).empty());
}
