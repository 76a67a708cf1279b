// Any bytes, read as a program: run on numbers, on a tape and recorded as a graph, which is then folded, fused,
// differentiated, stored and written. All values agree; derivatives agree where the program stays among numbers of
// moderate size, and nothing crashes where it does not.
#include "program_of_bytes.hpp"

#include <engines/agreement.hpp>
#include <engines/operation_definition.hpp>

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/source.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/differentiate.hpp>
#include <autodiff/passes/fold.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/storage/storage.hpp>
#include <autodiff/variable/tape.hpp>

#include <cstdio>
#include <cstdlib>

template double engines::operation<double>(Opcode, std::span<const double>, std::size_t);
template autodiff::Var engines::operation<autodiff::Var>(Opcode, std::span<const autodiff::Var>, std::size_t);

namespace {

using namespace autodiff;
using fuzzing::ByteProgram;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

struct TapeRun {
    double value = 0;
    std::vector<double> gradient;
};

TapeRun run_on_tape(const ByteProgram& program) {
    Tape tape;
    const std::vector<Var> inputs = tape.variables(program.point());
    const Var y = program.run(inputs);
    tape.reverse(y);
    TapeRun run{y.value(), {}};
    for (const Var& x : inputs) run.gradient.push_back(tape.adjoint(x));
    return run;
}

void require_gradient(const ByteProgram& program, const std::vector<double>& found, const TapeRun& tape,
                      const char* of) {
    const std::vector<double> sizes = program.path_sizes();
    for (std::size_t j = 0; j < sizes.size(); ++j)
        require(std::abs(found[j] - tape.gradient[j]) <= 1e-11 * sizes[j], of);
}

void check_derivatives(const ByteProgram& program, const Graph& graph, const TapeRun& tape) {
    const std::vector<double> x = program.point();
    const Graph reverse = differentiate_reverse(graph), forward = differentiate_forward(graph),
                slopes = gradient(graph);
    const Graph curvature = hessian(fuse(graph));
    const auto run = [&x](const Graph& g) { return node_values(g, x); };
    static_cast<void>(run(curvature));
    if (!program.moderate()) {
        for (const Graph* g : {&reverse, &forward, &slopes}) static_cast<void>(run(*g));
        return;
    }
    require_gradient(program, reverse(x), tape, "the graph's reverse gradient is the tape's");
    require_gradient(program, forward(x), tape, "the graph's forward gradient is the tape's");
    require_gradient(program, slopes(x), tape, "the simplified gradient is the tape's");
}

void check_forms(const ByteProgram& program, const Graph& graph, double value) {
    const std::vector<double> x = program.point();
    require(to_bytes(load(to_bytes(graph))) == to_bytes(graph), "a stored graph comes back");
    static_cast<void>(to_text(graph));
    static_cast<void>(to_c(graph));
    static_cast<void>(to_cpp(graph, {.single_precision = true, .statements_per_function = 3}));
    require(engines::identical(fold(graph, {Exactness::bits})(x)[0], value), "folding keeps the bits");
    static_cast<void>(node_values(fuse(graph), x));
    const Graph simple = simplify(graph);
    const double simple_value = node_values(simple, x)[index(simple.outputs()[0])];
    if (program.moderate()) require(engines::same(simple_value, value), "simplifying keeps the value");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteProgram program(std::span(data, size));
    const std::vector<double> x = program.point();
    const double value = program.run(x);
    const TapeRun tape = run_on_tape(program);
    require(engines::identical(tape.value, value), "the tape computes what numbers compute");
    const Graph graph = record([&](const std::vector<Var>& inputs) { return program.run(inputs); }, x);
    require(engines::identical(graph(x)[0], value), "the graph computes what numbers compute");
    check_forms(program, graph, value);
    check_derivatives(program, graph, tape);
    return 0;
}
