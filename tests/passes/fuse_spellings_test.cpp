#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/ops/nary.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/simplify.hpp>

using namespace autodiff;
using namespace passes_test;

namespace {

using Symbols = std::vector<Symbol>;
using Function = Symbol (*)(const Symbols&);

struct Spelling {
    const char* fused;
    Function function;
};

const std::vector<Spelling> spellings{
    // 1 / (1 + exp(-x)) through the order of operands and through signs
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 + exp(-x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (exp(-x[0]) + 1); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 + exp(-1.0 * x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 + exp(x[0] * -1.0)); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 + exp(0.0 - x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 + exp(x[0] / -1.0)); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 + 1 / exp(x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 / (1 - -exp(-x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return -1 / (-1 - exp(-x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return exp(x[0]) / (1 + exp(x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return exp(x[0]) / (exp(x[0]) + 1); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 - 1 / (1 + exp(x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 1 + -1 / (1 + exp(x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return exp(x[0]) * (1 / (1 + exp(x[0]))); }},
    {"sigmoid(neg(x0))", [](const Symbols& x) { return 1 / (1 + exp(x[0])); }},
    {"sigmoid(neg(x0))", [](const Symbols& x) { return 1 - 1 / (1 + exp(-x[0])); }},
    {"sigmoid(neg(x0))", [](const Symbols& x) { return exp(-x[0]) / (1 + exp(-x[0])); }},
    {"sigmoid(sub(x0, x1))", [](const Symbols& x) { return 1 / (1 + exp(x[1] - x[0])); }},
    {"sigmoid(sub(x0, x1))", [](const Symbols& x) { return 1 / (1 + exp(-(x[0] - x[1]))); }},
    {"sigmoid(sub(x0, x1))", [](const Symbols& x) { return exp(x[0]) / (exp(x[1]) + exp(x[0])); }},
    {"sigmoid(mul(2, x0))", [](const Symbols& x) { return 1 / (1 + exp(-2.0 * x[0])); }},
    {"sigmoid(sin(x0))", [](const Symbols& x) { return 1 / (1 + exp(-sin(x[0]))); }},
    // through constants
    {"mul(3, sigmoid(x0))", [](const Symbols& x) { return 3 / (1 + exp(-x[0])); }},
    {"mul(-3, sigmoid(x0))", [](const Symbols& x) { return -3 / (1 + exp(-x[0])); }},
    {"mul(3, sigmoid(x0))", [](const Symbols& x) { return 3 * exp(x[0]) / (1 + exp(x[0])); }},
    {"sigmoid(x0)", [](const Symbols& x) { return 2 / (2 + 2 * exp(-x[0])); }},
    {"mul(0.5, sigmoid(x0))", [](const Symbols& x) { return 1 / (2 + exp(-x[0]) * 2); }},
    {"mul(3, sigmoid(x0))", [](const Symbols& x) { return 3 - 3 / (1 + exp(x[0])); }},
    {"neg(sigmoid(neg(x0)))", [](const Symbols& x) { return 1 / (1 + exp(-x[0])) - 1; }},
    {"mul(x1, sigmoid(x0))", [](const Symbols& x) { return x[1] / (1 + exp(-x[0])); }},
    {"silu(x0)", [](const Symbols& x) { return x[0] / (1 + exp(-x[0])); }},
    {"silu(x0)", [](const Symbols& x) { return x[0] * exp(x[0]) / (1 + exp(x[0])); }},
    {"mul(sigmoid(x0), sigmoid(neg(x0)))", [](const Symbols& x) { return exp(x[0]) / square(1 + exp(x[0])); }},
    {"mul(sigmoid(neg(x0)), sigmoid(x0))",
     [](const Symbols& x) { return exp(-x[0]) / ((1 + exp(-x[0])) * (1 + exp(-x[0]))); }},
    // softplus and log_sigmoid
    {"softplus(x0)", [](const Symbols& x) { return log(1 + exp(x[0])); }},
    {"softplus(x0)", [](const Symbols& x) { return log(exp(x[0]) + 1); }},
    {"softplus(x0)", [](const Symbols& x) { return log1p(exp(x[0])); }},
    {"softplus(neg(x0))", [](const Symbols& x) { return log(1 + exp(-x[0])); }},
    {"softplus(neg(x0))", [](const Symbols& x) { return log(1 + exp(x[0])) - x[0]; }},
    {"softplus(x0)", [](const Symbols& x) { return x[0] + log(1 + exp(-x[0])); }},
    {"softplus(x0)", [](const Symbols& x) { return -log(1 / (1 + exp(x[0]))); }},
    {"log_sigmoid(x0)", [](const Symbols& x) { return -log(1 + exp(-x[0])); }},
    {"log_sigmoid(x0)", [](const Symbols& x) { return log(1 / (1 + exp(-x[0]))); }},
    {"log_sigmoid(x0)", [](const Symbols& x) { return log(sigmoid(x[0])); }},
    {"log_sigmoid(x0)", [](const Symbols& x) { return x[0] - log(1 + exp(x[0])); }},
    {"log_sigmoid(neg(x0))", [](const Symbols& x) { return log(1 - sigmoid(x[0])); }},
    // exponentials and logarithms
    {"expm1(x0)", [](const Symbols& x) { return exp(x[0]) - 1; }},
    {"expm1(x0)", [](const Symbols& x) { return -1 + exp(x[0]); }},
    {"neg(expm1(x0))", [](const Symbols& x) { return 1 - exp(x[0]); }},
    {"mul(3, expm1(x0))", [](const Symbols& x) { return 3 * exp(x[0]) - 3; }},
    {"log1p(x0)", [](const Symbols& x) { return log(1 + x[0]); }},
    {"log1p(x0)", [](const Symbols& x) { return log(x[0] + 1); }},
    {"log1p(neg(x0))", [](const Symbols& x) { return log(1 - x[0]); }},
    {"log1p(sub(x0, x1))", [](const Symbols& x) { return log(1 - (x[1] - x[0])); }},
    {"logit(x0)", [](const Symbols& x) { return log(x[0] / (1 - x[0])); }},
    {"logit(x0)", [](const Symbols& x) { return log(x[0]) - log(1 - x[0]); }},
    {"logaddexp(x0, x1)", [](const Symbols& x) { return log(exp(x[0]) + exp(x[1])); }},
    {"log_sum_exp(x0, x1, sin(x0))", [](const Symbols& x) { return log(exp(x[0]) + exp(x[1]) + exp(sin(x[0]))); }},
    {"log_sum_exp(x0, x1, sin(x0))", [](const Symbols& x) { return log(exp(x[0]) + (exp(x[1]) + exp(sin(x[0])))); }},
    {"log_sum_exp(0, x0, x1)", [](const Symbols& x) { return log(1 + exp(x[0]) + exp(x[1])); }},
    {"log_sum_exp(x0, x1, x0)",
     [](const Symbols& x) {
         return log(sum(Symbols{exp(x[0]), exp(x[1]), exp(x[0])}));
     }},
    {"x0", [](const Symbols& x) { return log(exp(x[0])); }},
    // powers
    {"square(x0)", [](const Symbols& x) { return x[0] * x[0]; }},
    {"square(x0)", [](const Symbols& x) { return pow(x[0], 2.0); }},
    {"square(sub(x0, x1))", [](const Symbols& x) { return (x[0] - x[1]) * (x[0] - x[1]); }},
    {"neg(square(x0))", [](const Symbols& x) { return -x[0] * x[0]; }},
    {"hypot(x0, x1)", [](const Symbols& x) { return sqrt(x[0] * x[0] + x[1] * x[1]); }},
    {"hypot(x0, x1)", [](const Symbols& x) { return sqrt(pow(x[0], 2.0) + square(-x[1])); }},
    // others
    {"erfc(x0)", [](const Symbols& x) { return 1 - erf(x[0]); }},
    {"mul(0.5, erfc(x0))", [](const Symbols& x) { return 0.5 - 0.5 * erf(x[0]); }},
    {"erf(x0)", [](const Symbols& x) { return 1 - erfc(x[0]); }},
    {"relu(x0)", [](const Symbols& x) { return select(x[0] > 0.0, x[0], 0.0); }},
};

const std::vector<Function> strangers{
    [](const Symbols& x) { return 1 / (2 + exp(-x[0])); },
    [](const Symbols& x) { return 1 / (1 + 2 * exp(-x[0])); },
    [](const Symbols& x) { return 1 / (1 - exp(-x[0] - 1.0) * x[1]); },
    [](const Symbols& x) { return exp(x[0]) / (2 + exp(x[1])); },
    [](const Symbols& x) { return 1 / (1 + exp2(x[0])); },
    [](const Symbols& x) { return 2 - 3 * sigmoid(x[0]); },
    [](const Symbols& x) { return 1 + sigmoid(x[0]); },
    [](const Symbols& x) { return exp(x[0]) * sigmoid(x[0]); },
    [](const Symbols& x) { return exp(x[0]) * sigmoid(x[1]); },
    [](const Symbols& x) { return log(2 + exp(x[0])); },
    [](const Symbols& x) { return log(exp(x[0]) - exp(x[1])); },
    [](const Symbols& x) { return log(2 * exp(x[0]) + exp(x[1]) + exp(x[0] + x[1])); },
    [](const Symbols& x) { return log(exp(x[0]) + exp(x[1]) + x[0]); },
    [](const Symbols& x) { return log(2 + x[0]); },
    [](const Symbols& x) { return log(x[0] + x[1]); },
    [](const Symbols& x) { return log(x[0] / (1 - x[1])); },
    [](const Symbols& x) { return exp(x[0]) + 1; },
    [](const Symbols& x) { return exp(x[0]) - 2; },
    [](const Symbols& x) { return x[0] * x[1]; },
    [](const Symbols& x) { return pow(x[0], 3.0); },
    [](const Symbols& x) { return pow(x[0], -2.0); },
    [](const Symbols& x) { return pow(2.0, x[0]); },
    [](const Symbols& x) { return sqrt(square(x[0]) - square(x[1])); },
    [](const Symbols& x) { return sqrt(1 + square(x[0])); },
    [](const Symbols& x) { return softplus(x[0]) - x[1]; },
    [](const Symbols& x) { return x[0] - 2 * softplus(x[0]); },
    [](const Symbols& x) { return x[0] * sigmoid(x[1]); },
    [](const Symbols& x) { return select(x[0] >= 0.0, x[0], 0.0); }, // slope 1 at 0
    [](const Symbols& x) { return select(x[0] > 1.0, x[0], 0.0); },
    [](const Symbols& x) { return select(x[0] > 0.0, x[1], 0.0); },
    [](const Symbols& x) { return x[0] * x[1] + x[0]; }, // an fma would round otherwise
};

} // namespace

TEST_CASE("fuse recognises functions in their spellings") {
    for (const Spelling& spelling : spellings) {
        const Graph graph = graph_of(2, spelling.function);
        const Graph fused = fuse(graph);
        CAPTURE(text(graph));
        CHECK(text(fused) == spelling.fused);
        CHECK(same(fuse(fused), fused));
        const double x = 0.375, y = 0.625;
        CHECK(ulps(fused({x, y})[0], graph({x, y})[0]) <= 16);
    }
}

TEST_CASE("what only looks like a pattern stays as it is") {
    for (const Function function : strangers) {
        const Graph graph = simplify(graph_of(2, function), {.exactness = Exactness::zero_signs});
        CHECK(text(fuse(graph)) == text(graph));
    }
    // Another variable in the second place makes another function of it.
    const auto mixed = [](const Symbols& x) { return exp(x[0]) / (1 + exp(x[1])); };
    CHECK(text(fuse(graph_of(2, mixed))) == "mul(exp(x0), sigmoid(neg(x1)))");
}

TEST_CASE("a product with a sum becomes an fma only when asked for") {
    const auto axpy = [](const Symbols& x) { return x[0] * x[1] + 3.0; };
    CHECK(text(fuse(graph_of(2, axpy))) == "add(mul(x0, x1), 3)");
    CHECK(text(fuse(graph_of(2, axpy), {.fma = true})) == "fma(x0, x1, 3)");
    const auto difference = [](const Symbols& x) { return x[0] * x[1] - x[0]; };
    CHECK(text(fuse(graph_of(2, difference), {.fma = true})) == "fma(x0, x1, neg(x0))");
    const auto residual = [](const Symbols& x) { return x[1] - 2.0 * x[0]; };
    CHECK(text(fuse(graph_of(2, residual), {.fma = true})) == "fma(-2, x0, x1)");
    const auto horner = [](const Symbols& x) { return (x[0] * x[1] + 1.0) * x[1] + 5.0; };
    CHECK(text(fuse(graph_of(2, horner), {.fma = true})) == "fma(fma(x0, x1, 1), x1, 5)");
}
