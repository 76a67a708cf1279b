#include "definitions.hpp"

namespace ops_test {

namespace {

constexpr std::string_view constant_between_jumps = "constant between jumps";

/// Functions that are what they are by their derivative, and those that do not change but in jumps.
std::vector<Definition> beginnings() {
    return {
        {.operation = "add", .derivatives = {"1", "1"}, .reason = "the sum rule"},
        {.operation = "mul", .derivatives = {"y", "x"}, .reason = "the product rule"},
        {.operation = "exp", .derivatives = {"exp(x)"}, .reason = "its own derivative, 1 at 0"},
        {.operation = "sin", .derivatives = {"cos(x)"}, .reason = "as exp(i x) is its derivative over i"},
        {.operation = "cos", .derivatives = {"-sin(x)"}, .reason = "as exp(i x) is its derivative over i"},
        {.operation = "less", .derivatives = {"0", "0"}, .reason = constant_between_jumps},
        {.operation = "less_equal", .derivatives = {"0", "0"}, .reason = constant_between_jumps},
        {.operation = "greater", .derivatives = {"0", "0"}, .reason = constant_between_jumps},
        {.operation = "greater_equal", .derivatives = {"0", "0"}, .reason = constant_between_jumps},
        {.operation = "equal", .derivatives = {"0", "0"}, .reason = constant_between_jumps},
        {.operation = "not_equal", .derivatives = {"0", "0"}, .reason = constant_between_jumps},
        {.operation = "select",
         .derivatives = {"0", "select(c != 0, 1, 0)", "select(c != 0, 0, 1)"},
         .reason = "the operand that is taken"},
        {.operation = "floor", .derivatives = {"0"}, .reason = constant_between_jumps},
        {.operation = "ceil", .derivatives = {"0"}, .reason = constant_between_jumps},
        {.operation = "trunc", .derivatives = {"0"}, .reason = constant_between_jumps},
        {.operation = "round", .derivatives = {"0"}, .reason = constant_between_jumps},
    };
}

std::vector<Definition> elementary() {
    return {
        {"neg", "r + x = 0"},
        {"sub", "r + y = x"},
        {"div", "r * y = x"},
        {"chain_product", "r = x * y"},
        {"fma", "r = x * y + z"},
        {"square", "r = x * x"},
        {"log", "exp(r) = x"},
        {"sqrt", "r * r = x"},
        {"cbrt", "r * r * r = x"},
        {"exp2", "r = exp(x * log(2))"},
        {"expm1", "r = exp(x) - 1"},
        {"log2", "r = log(x) / log(2)"},
        {"log10", "r = log(x) / log(10)"},
        {"log1p", "r = log(1 + x)"},
        {"pow", "r = exp(y * log(x))"},
        {"hypot", "r * r = x * x + y * y"},
        {"tan", "r = sin(x) / cos(x)"},
        {"asin", "sin(r) = x"},
        {"acos", "cos(r) = x"},
        {"atan", "tan(r) = x"},
        {"atan2", "x * sin(r) = y * cos(r)"},
        {"sinh", "r = (exp(x) - exp(-x)) / 2"},
        {"cosh", "r = (exp(x) + exp(-x)) / 2"},
        {"tanh", "r = sinh(x) / cosh(x)"},
        {"asinh", "sinh(r) = x"},
        {"acosh", "cosh(r) = x"},
        {"atanh", "tanh(r) = x"},
    };
}

std::vector<Definition> special() {
    return {
        {.operation = "erf",
         .derivatives = {"2 / sqrt(pi) * exp(-(x * x))"},
         .reason = "the integral of the density, 0 at 0"},
        {"erfc", "r + erf(x) = 1"},
        {"normal_cdf", "r = erfc(-x / sqrt(2)) / 2"},
        {.operation = "polygamma",
         .derivatives = {"0", "polygamma(n + 1, x)"},
         .reason = "the derivative of the order n + 1; n is a plain number"},
        {.operation = "digamma", .derivatives = {"polygamma(1, x)"}, .reason = "polygamma(1, x) is its derivative"},
        {.operation = "lgamma", .derivatives = {"digamma(x)"}, .reason = "digamma(x) is its derivative"},
    };
}

std::vector<Definition> piecewise() {
    return {
        {"abs", "r = select(x < 0, -x, x)"},
        {"sign", "r = select(x > 0, 1, select(x < 0, -1, 0))"},
        {"tgamma", "log(abs(r)) = lgamma(x)"},
        {"min", "r = select(x < y, x, y)"},
        {"max", "r = select(x < y, y, x)"},
        {"copysign", "r = select(y < 0, -abs(x), abs(x))"},
        {"fmod", "r = x - y * trunc(x / y)"},
        {.operation = "remainder", .reason = "x - n y with n the integer nearest to x / y, ties to even"},
    };
}

std::vector<Definition> activations() {
    return {
        {"sigmoid", "r = 1 / (1 + exp(-x))"},
        {"softplus", "r = log(1 + exp(x))"},
        {"log_sigmoid", "r = log(sigmoid(x))"},
        {"logit", "sigmoid(r) = x"},
        {"logaddexp", "r = log(exp(x) + exp(y))"},
        {"relu", "r = select(x > 0, x, 0)"},
        {"leaky_relu", "r = select(x > 0, x, slope * x)"},
        {"elu", "r = select(x > 0, x, alpha * (exp(x) - 1))"},
        // the two constants as the paper has them, for mean 0 and variance 1 (Klambauer et al. 2017, appendix)
        {.operation = "selu",
         .equation = "r = s * select(x > 0, x, a * (exp(x) - 1))",
         .lets = {"h = erfc(1 / sqrt(2))", "a = -sqrt(2 / pi) / (h * exp(1 / 2) - 1)",
                  "v = 2 * erfc(sqrt(2)) * e * e + pi * h * h * e - 2 * (2 + pi) * h * sqrt(e) + pi + 2",
                  "s = (1 - h * sqrt(e)) * sqrt(2 * pi) / sqrt(v)"}},
        {"silu", "r = x * sigmoid(x)"},
        {"mish", "r = x * tanh(softplus(x))"},
        {"gelu", "r = x * normal_cdf(x)"},
    };
}

std::vector<Definition> reductions() {
    return {
        {"sum", "r = x1 + x2 + x3 + x4"},
        {"dot", "r = x1 * y1 + x2 * y2"},
        {"norm", "r * r = x1 * x1 + x2 * x2 + x3 * x3 + x4 * x4"},
        {"log_sum_exp", "r = log(exp(x1) + exp(x2) + exp(x3) + exp(x4))"},
    };
}

} // namespace

const std::vector<Definition>& definitions() {
    static const std::vector<Definition> all = [] {
        std::vector<Definition> joined;
        for (auto part : {beginnings(), elementary(), special(), piecewise(), activations(), reductions()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

} // namespace ops_test
