// The rules of ops/ prove each other: the partial of a composed operation is the derivative of its value.
#include "statements.hpp"

#include "../seed.hpp"
#include "catch.hpp"
#include <autodiff/notation/text.hpp>
#include <autodiff/validation/exact_derivative.hpp>

#include <fmt/format.h>
#include <map>
#include <span>

namespace identity_test {

/// A scalar that writes down every operation and computes none, not even on constants.
class Written {
  public:
    Written() : Written(0.0) {}
    template <autodiff::PlainNumber U>
    Written(U value) : node(target->add_constant(static_cast<double>(value))) {}
    explicit Written(autodiff::NodeId n) : node(n) {}

    autodiff::NodeId node;
    static inline autodiff::Graph* target = nullptr;
};

} // namespace identity_test

// In the library's namespace, so that argument-dependent lookup finds the operators.
namespace autodiff {

struct WrittenScalar : identity_test::Written {
    using Written::Written;
};

template <>
struct ScalarTraits<WrittenScalar> {
    static constexpr int depth = 1;
    static constexpr bool symbolic = true;
    using plain = double;
    template <class Op, class... A>
    static WrittenScalar apply(const A&... arguments) {
        const std::array nodes{WrittenScalar(arguments).node...};
        return WrittenScalar(identity_test::Written::target->add(ops::opcode<Op>, nodes));
    }
    template <class Op>
    static WrittenScalar apply_nary(std::span<const WrittenScalar> arguments) {
        std::vector<NodeId> nodes;
        for (const WrittenScalar& x : arguments) nodes.push_back(x.node);
        return WrittenScalar(identity_test::Written::target->add(ops::opcode<Op>, nodes));
    }
};

} // namespace autodiff

using namespace autodiff;

namespace {

constexpr std::size_t inputs_of_lists = 4;

template <class Op>
std::size_t inputs() {
    return Op::arity == ops::any_number ? inputs_of_lists : static_cast<std::size_t>(Op::arity);
}

Graph operation(ops::Opcode code, std::size_t count) {
    Graph graph;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < count; ++i) nodes.push_back(graph.add_input());
    graph.add_output(graph.add(code, nodes));
    return graph;
}

/// The operation's value by its rule.
template <class Op>
Graph written_value() {
    Graph graph;
    identity_test::Written::target = &graph;
    std::vector<WrittenScalar> x;
    for (std::size_t i = 0; i < inputs<Op>(); ++i) x.emplace_back(graph.add_input());
    graph.add_output(ops::value_at<Op, WrittenScalar>(x).node);
    return graph;
}

template <class Op>
bool is_composed() {
    const Graph value = written_value<Op>();
    return !value.node(value.outputs()[0]).template is<Op>() && !Op::compares && !std::is_same_v<Op, ops::Select> &&
           !std::is_same_v<Op, ops::ChainProduct>;
}

} // namespace

TEST_CASE("the partials of every composed operation are proved to be the derivatives of its value") {
    std::size_t proved = 0;
    ops::for_each_operation([&]<class Op>(Op) {
        if constexpr (Op::compares || std::is_same_v<Op, ops::Select>) return;
        if (!is_composed<Op>()) return;
        for (std::size_t k = 0; k < inputs<Op>(); ++k) {
            const Graph derivative = exact_derivative(written_value<Op>(), k);
            const Proof proof = prove_derivative(operation(ops::opcode<Op>, inputs<Op>()), derivative, k);
            CAPTURE(Op::notation.name, k, to_text(derivative), to_text(proof));
            CHECK(proof.verdict == Verdict::proved);
            ++proved;
        }
    });
    fmt::print("{} partials of composed operations proved\n", proved);
    CHECK(proved > 30);
}

TEST_CASE("a composed operation is proved to be its value") {
    ops::for_each_operation([&]<class Op>(Op) {
        if constexpr (Op::compares || std::is_same_v<Op, ops::Select>) return;
        if (!is_composed<Op>()) return;
        const Proof proof = prove_equal(operation(ops::opcode<Op>, inputs<Op>()), written_value<Op>());
        CAPTURE(Op::notation.name, to_text(proof));
        CHECK(proof.verdict == Verdict::proved);
    });
}

TEST_CASE("a partial with one operation or number changed is refuted, or not proved") {
    std::mt19937_64 random(test_seed());
    std::map<Verdict, std::size_t> counts;
    ops::for_each_operation([&]<class Op>(Op) {
        if constexpr (Op::compares || std::is_same_v<Op, ops::Select>) return;
        if (!is_composed<Op>()) return;
        const Graph derivative = exact_derivative(written_value<Op>(), 0);
        Formula partial;
        partial.exact = exact_derivative(operation(ops::opcode<Op>, inputs<Op>()), 0);
        for (const Formula& wrong : identity_test::near_misses(partial)) {
            const Proof proof = prove_equal(wrong.exact, derivative);
            ++counts[proof.verdict];
            CAPTURE(Op::notation.name, to_text(wrong.exact), to_text(proof), test_seed());
            if (proof.verdict == Verdict::proved)
                CHECK_FALSE(identity_test::differ_somewhere({{wrong.exact, {}}, {derivative, {}}},
                                                            std::vector<Interval>(inputs<Op>()), random));
        }
    });
    fmt::print("changed partials: {} refuted, {} unknown, {} still true\n", counts[Verdict::refuted],
               counts[Verdict::unknown], counts[Verdict::proved]);
    CHECK(counts[Verdict::refuted] > 4 * counts[Verdict::unknown]);
}
