#include <catch.hpp>
#include <program/point_programs.hpp>
#include <seed.hpp>

#include <autodiff/gradient.hpp>

#include <algorithm>
#include <random>
#include <thread>

using namespace autodiff;
using namespace point_programs;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A graph over much of the catalogue, whose values stay of moderate size where they are numbers at all.
class RandomGraph {
  public:
    RandomGraph(std::size_t inputs, std::size_t operations, std::size_t outputs, std::mt19937_64& random)
        : random_(random) {
        for (std::size_t k = 0; k < inputs; ++k) nodes_.push_back(graph_.add_input());
        for (std::size_t k = 0; k < 3; ++k) nodes_.push_back(graph_.add_constant(normal_(random_)));
        for (std::size_t k = 0; k < operations; ++k) add_operation();
        for (std::size_t k = 0; k < outputs; ++k) graph_.add_output(any());
    }
    [[nodiscard]] const Graph& graph() const { return graph_; }

  private:
    /// Often one of the last ones, so that ways are long.
    NodeId any() {
        const std::size_t window = random_() % 3 == 0 ? nodes_.size() : std::min<std::size_t>(nodes_.size(), 12);
        return nodes_[nodes_.size() - 1 - random_() % window];
    }
    void add_operation() {
        const auto choice = random_() % 10;
        if (choice < 6) {
            const ops::Opcode sums[] = {ops::opcode<ops::Add>, ops::opcode<ops::Subtract>, ops::opcode<ops::Multiply>};
            nodes_.push_back(graph_.add(sums[random_() % 3], {any(), any()}));
            if (random_() % 8 == 0) nodes_.push_back(graph_.add<ops::Tanh>({nodes_.back()}));
            return;
        }
        const auto operation = static_cast<ops::Opcode>(random_() % ops::Catalogue::size);
        if (operation == ops::opcode<ops::Polygamma>) return; // slow
        if (operation == ops::opcode<ops::Copysign>) return;  // shows the sign of NaN, which nobody promises
        const auto count =
            arity(operation) == ops::any_number ? 2 + 2 * (random_() % 3) : static_cast<std::size_t>(arity(operation));
        std::vector<NodeId> arguments;
        for (std::size_t k = 0; k < count; ++k) arguments.push_back(any());
        nodes_.push_back(graph_.add(operation, arguments));
    }

    std::mt19937_64& random_;
    std::normal_distribution<double> normal_;
    Graph graph_;
    std::vector<NodeId> nodes_;
};

std::vector<double> normals(std::size_t count, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    std::vector<double> x(count);
    for (double& element : x) element = normal(random);
    return x;
}

/// Many products, sums and functions, with far more values alive than there are registers.
Var busy(std::span<const Var> x) {
    std::vector<Var> y(x.begin(), x.end());
    for (int round = 0; round < 4; ++round)
        for (std::size_t i = 0; i < y.size(); ++i) {
            Var sum = y[i];
            for (std::size_t j = 0; j < y.size(); ++j)
                sum += (0.01 * static_cast<double>(i + 1)) * y[j] * x[(i + j) % x.size()];
            y[i] = i % 3 == 0 ? Var(tanh(sum)) : i % 3 == 1 ? Var(sin(sum)) : Var(sum / (1 + sum * sum));
        }
    Var total = 0;
    for (const Var& element : y) total += element * element;
    return total;
}

} // namespace

TEST_CASE("random graphs give the same numbers as machine code and interpreted") {
    CAPTURE(test_seed());
    std::mt19937_64 random(test_seed());
    for (std::size_t round = 0; round < 400; ++round) {
        const std::size_t inputs = 1 + random() % 20;
        const RandomGraph random_graph(inputs, random() % 300, random() % 30, random);
        const Both programs(random_graph.graph());
        for (int k = 0; k < 3; ++k) {
            const std::vector<double> x = normals(inputs, random);
            CAPTURE(round, k);
            REQUIRE(same(programs.machine(x), programs.interpreted(x)));
        }
    }
}

TEST_CASE("values and gradients of a busy function are those of the tape") {
    CAPTURE(test_seed());
    std::mt19937_64 random(test_seed());
    const std::vector<double> x = normals(23, random);
    const auto f = [](const auto& v) { return busy(v); };
    const Both programs(value_and_gradient(record(f, x)));
    const std::vector<double> machine = programs.machine(x);
    CHECK(same(machine, programs.interpreted(x)));
    const std::vector<double> truth = gradient(f, x);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(machine[i + 1] == Approx(truth[i]).epsilon(1e-11).margin(1e-12));
}

TEST_CASE("machine code is made where it runs and not where it is not wanted") {
    const Graph graph = record([](const auto& x) { return sin(x[0]) * x[1]; }, std::vector{1.0, 2.0});
    const Both programs(graph);
    CHECK(programs.machine.statistics().machine_code == has_machine_code());
    CHECK_FALSE(programs.interpreted.statistics().machine_code);
    CHECK_FALSE(Program(graph, {.instruction_set = InstructionSet::baseline}).statistics().machine_code);
    CHECK(Program(graph, {.instruction_set = InstructionSet::baseline})({1.0, 2.0})[0] == std::sin(1.0) * 2.0);
}

TEST_CASE("outputs may be inputs, constants, each other, and nothing") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_input();
    const NodeId c = graph.add_constant(2.5);
    const NodeId sum = graph.add<ops::Add>({x, y});
    for (const NodeId output : {y, c, sum, sum, x, y, graph.add<ops::Exp>({sum}), graph.add<ops::Exp>({sum}),
                                graph.add<ops::Exp>({x}), graph.add<ops::Negate>({y})})
        graph.add_output(output);
    const Both programs(graph);
    const double e3 = std::exp(3.0);
    for (const Program* program : {&programs.machine, &programs.interpreted}) {
        const std::vector<double> result = (*program)({1.0, 2.0});
        CHECK(std::vector(result.begin(), result.begin() + 6) == std::vector{2.0, 2.5, 3.0, 3.0, 1.0, 2.0});
        CHECK(result[6] == Approx(e3));
        CHECK(result[7] == result[6]);
        CHECK(result[8] == Approx(std::exp(1.0)));
        CHECK(result[9] == -2);
    }

    Graph silent;
    silent.add_input();
    const Both nothing(silent);
    CHECK(nothing.machine({1.0}).empty());
    CHECK(nothing.interpreted({1.0}).empty());

    Graph constant;
    constant.add_output(constant.add<ops::Sin>({constant.add_constant(1)}));
    const Both fixed(constant);
    CHECK(fixed.machine({})[0] == std::sin(1.0));
    CHECK(fixed.interpreted({})[0] == std::sin(1.0));
}

TEST_CASE("outputs may be written where the inputs lie") {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId y = graph.add_input();
    graph.add_output(y);
    graph.add_output(graph.add<ops::Subtract>({x, y}));
    const Both programs(graph);
    for (const Program* program : {&programs.machine, &programs.interpreted}) {
        std::vector<double> numbers{5, 3, 0};
        program->evaluate_into(std::span(numbers).first(2), std::span(numbers).first(2));
        CHECK(numbers == std::vector{3.0, 2.0, 0.0});
        numbers = {5, 3, 0};
        program->evaluate_into(std::span(numbers).last(2), std::span(numbers).first(2));
        CHECK(numbers == std::vector{5.0, 3.0, 2.0});
    }
}

TEST_CASE("a guard that fails is named, the first of them, and every comparison guards") {
    const double nan = std::nan("");
    ops::for_each_operation([&]<class Op>(Op) {
        if constexpr (Op::compares)
            for (const bool taken : {false, true}) {
                Graph graph;
                const NodeId x = graph.add_input();
                const NodeId y = graph.add_input();
                graph.add_guard(graph.add<Op>({x, y}), taken);
                graph.add_output(graph.add<ops::Multiply>({x, y}));
                const Both programs(graph);
                for (const Program* program : {&programs.machine, &programs.interpreted})
                    for (const auto& [a, b] : {std::pair(1.0, 2.0), std::pair(2.0, 1.0), std::pair(1.0, 1.0),
                                               std::pair(nan, 1.0), std::pair(1.0, nan), std::pair(0.0, -0.0)}) {
                        CAPTURE(Op::notation.name, taken, a, b);
                        if ((Op::value(a, b) != 0) == taken)
                            CHECK(same((*program)({a, b})[0], a * b));
                        else
                            CHECK_THROWS_AS((*program)({a, b}), GuardError);
                    }
            }
    });
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId deep = graph.add<ops::Exp>({graph.add<ops::Exp>({x})});
    graph.add_guard(graph.add<ops::Less>({deep, graph.add_constant(100)}), true);
    graph.add_guard(graph.add<ops::Less>({x, graph.add_constant(1)}), true);
    graph.add_output(deep);
    const Both programs(graph);
    CHECK_THROWS_WITH(programs.machine({2.0}), ContainsSubstring("< 100 is false"));
    CHECK_THROWS_WITH(programs.interpreted({2.0}), ContainsSubstring("< 100 is false"));
    CHECK_THROWS_WITH(programs.machine({1.5}), ContainsSubstring("1.5 < 1 is false"));
    CHECK_THROWS_WITH(programs.interpreted({1.5}), ContainsSubstring("1.5 < 1 is false"));
}

TEST_CASE("a program runs at points on many threads at once") {
    std::mt19937_64 random(test_seed());
    std::vector<std::vector<double>> points;
    for (int k = 0; k < 40; ++k) points.push_back(normals(11, random));
    const Program program(value_and_gradient(record([](const auto& v) { return busy(v); }, points[0])));
    std::vector<std::vector<double>> alone;
    for (const auto& x : points) alone.push_back(Program(program.graph())(x));
    std::vector<int> wrong(8);
    std::vector<std::thread> threads; // the first ones make the code
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            for (int round = 0; round < 20; ++round)
                for (std::size_t k = 0; k < points.size(); ++k)
                    if (!same(program(points[(k + t) % points.size()]), alone[(k + t) % points.size()])) ++wrong[t];
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(std::all_of(wrong.begin(), wrong.end(), [](int count) { return count == 0; }));
}

TEST_CASE("graphs of a hundred thousand operations, deep and wide, run at a point") {
    constexpr std::size_t size = 100'000;
    Graph deep;
    NodeId y = deep.add_input();
    const NodeId factor = deep.add_input();
    for (std::size_t k = 0; k < size / 2; ++k)
        y = k % 10 == 0 ? deep.add<ops::Sin>({y}) : deep.add<ops::Multiply>({y, factor});
    deep.add_output(y);
    const Both chain(deep);
    CHECK(same(chain.machine({0.5, 1.0001}), chain.interpreted({0.5, 1.0001})));
    CHECK(chain.machine({0.5, 1.0001})[0] == Approx(deep({0.5, 1.0001})[0]));

    Graph wide;
    const NodeId x = wide.add_input();
    for (std::size_t k = 0; k < size / 2; ++k) {
        const NodeId shifted = wide.add<ops::Add>({x, wide.add_constant(static_cast<double>(k))});
        wide.add_output(k % 2 == 0 ? wide.add<ops::Sqrt>({shifted}) : wide.add<ops::Log>({shifted}));
    }
    const Both many(wide);
    const std::vector<double> machine = many.machine({0.25});
    CHECK(same(machine, many.interpreted({0.25})));
    CHECK(machine[5000] == std::sqrt(5000.25));
    CHECK(machine[49'999] == Approx(std::log(49'999.25)));
}
