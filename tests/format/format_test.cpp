#include "catch.hpp"

#include <autodiff/dual/dual.hpp>
#include <autodiff/format.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/tape.hpp>

#include <fmt/format.h>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

using namespace autodiff;

namespace {

Graph logistic() {
    Graph graph;
    const NodeId x = graph.add_input();
    const NodeId e = graph.add<ops::Exp>({x});
    graph.add_output(graph.add<ops::Divide>({e, graph.add<ops::Add>({e, graph.add_constant(1)})}));
    return graph;
}

template <class X>
std::string streamed(const X& x) {
    std::ostringstream stream;
    stream << x;
    return stream.str();
}

} // namespace

TEST_CASE("a graph prints with fmt and with streams as its text") {
    CHECK(fmt::format("{}", logistic()) == "t1 = exp(x)\nt1 / (t1 + 1)");
    CHECK(streamed(logistic()) == "t1 = exp(x)\nt1 / (t1 + 1)");
    Graph short_graph;
    short_graph.add_output(short_graph.add<ops::Exp>({short_graph.add_input()}));
    CHECK(fmt::format("{:>8}|", short_graph) == "  exp(x)|");
}

TEST_CASE("an active scalar takes the format specification of its number") {
    Tape tape;
    const Var x = tape.variable(2.0 / 3);
    CHECK(fmt::format("{}", x) == "0.6666666666666666");
    CHECK(fmt::format("{:.3f}", x) == "0.667");
    CHECK(fmt::format("{:>9.2e}|", x) == " 6.67e-01|");
    CHECK(fmt::format("{:+.{}f}", x, 2) == "+0.67");
    CHECK(fmt::format("{}", Var(3)) == "3");
    CHECK(fmt::format("{:.3f}", Real<float>(0.5f)) == "0.500");
    CHECK(fmt::format("{:.3Lf}", Real<long double>(0.25L)) == "0.250");
    CHECK_THROWS_AS(fmt::format(fmt::runtime("{:s}"), x), fmt::format_error);
}

TEST_CASE("an expression that is not yet a variable prints as its value") {
    Tape tape;
    const Var x = tape.variable(3.0);
    CHECK(fmt::format("{}", x * x + 0.5) == "9.5");
    CHECK(fmt::format("{:.1f} {:.3f}", -x, sin(x)) == "-3.0 0.141");
    CHECK(fmt::format("{}", x < 4) == "1");
    CHECK(streamed(x * x) == "9");
}

TEST_CASE("printing records nothing") {
    Tape tape;
    const Var x = tape.variable(3.0);
    const Var y = x * x;
    const auto before = tape.statistics();
    CHECK(fmt::format("{} {} {}", x, y, x * y) == "3 9 27");
    CHECK(tape.statistics().statements == before.statements);
    tape.reverse(y, 2.5);
    CHECK(tape.adjoint(x) == 15);
}

TEST_CASE("a dual prints its value and its tangents, each with the specification") {
    const Dual<double, 2> x(1.5, {0.25, -1});
    CHECK(fmt::format("{}", x) == "(1.5; 0.25, -1)");
    CHECK(fmt::format("{:.2f}", x) == "(1.50; 0.25, -1.00)");
    CHECK(fmt::format("{}", Dual<float>::variable(2)) == "(2; 1)");
    CHECK(streamed(x) == "(1.5; 0.25, -1)");
    std::ostringstream stream;
    stream << std::fixed << std::setprecision(1) << x;
    CHECK(stream.str() == "(1.5; 0.2, -1.0)");
}

TEST_CASE("nested scalars print from the outside in") {
    using Second = Dual<Dual<double>>;
    CHECK(fmt::format("{}", Second(Dual<double>(3, {1}), {Dual<double>(1, {0})})) == "((3; 1); (1; 0))");
    CHECK(fmt::format("{:.1f}", Real<Dual<double>>(Dual<double>(3, {0.5}))) == "(3.0; 0.5)");
    CHECK(streamed(Real<Dual<double>>(Dual<double>(3, {0.5}))) == "(3; 0.5)");
    CHECK(fmt::format("{:.2f}", Real<Real<double>>(0.125)) == "0.12");
    CHECK(fmt::format("{}", Dual<Var>(Var(2), {Var(7)})) == "(2; 7)");
}

TEST_CASE("the statistics of a tape print in one line") {
    const TapeStatistics small{.variables = 1, .statements = 2, .partials = 1, .bytes = 999, .reserved_bytes = 1000};
    CHECK(fmt::format("{}", small) == "1 variable, 2 statements, 1 partial, 999 B in use, 1.0 kB reserved");
    const TapeStatistics large{
        .variables = 30, .statements = 0, .partials = 4'000'000, .bytes = 999'950, .reserved_bytes = 16'777'216};
    CHECK(streamed(large) == "30 variables, 0 statements, 4000000 partials, 1.0 MB in use, 16.8 MB reserved");
    const TapeStatistics most{.bytes = 18'446'744'073'709'551'615u, .reserved_bytes = 999'949};
    CHECK(fmt::format("{}", most) == "0 variables, 0 statements, 0 partials, 18.4 EB in use, 999.9 kB reserved");

    Tape tape;
    const Var x = tape.variable(0.5);
    const Var y = x * x;
    CHECK(y.value() == 0.25);
    CHECK(fmt::format("{}", tape.statistics()).rfind("1 variable, 1 statement, 2 partials, ", 0) == 0);
}
