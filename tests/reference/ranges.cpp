#include <reference/ranges.hpp>

#include <algorithm>
#include <limits>
#include <numbers>

namespace reference {

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double pi = std::numbers::pi;
constexpr double ln2 = std::numbers::ln2;

// Overflow of exp, sinh and the like at 709.78 and 710.48, last normal at -708.40, last denormal at -745.13; 1 +
// exp(-x) rounds to 1 past 36.74 (double), 16.64 (float), 44.01 (long double).
const std::vector<double> of_exp{0,       ln2,      -ln2, 709.782712893384, -708.3964185322641, -745.1332191019412,
                                 11356.5, -11399.5, 88.72};
const std::vector<double> of_sigmoid{0,
                                     16.6355,
                                     36.7368005696771,
                                     37.42994775023705,
                                     44.01,
                                     -36.7368005696771,
                                     40,
                                     -40,
                                     709.782712893384,
                                     -709.782712893384,
                                     -745.1332191019412,
                                     745.1332191019412};
const std::vector<double> of_sine{0,      pi / 4,  pi / 2,   3 * pi / 4, pi,
                                  2 * pi, -pi / 2, -pi,      355.0,      5 * pi / 2,
                                  11.0,   22.0,    1048576., 1647099.0,  6381956970095103.0 * 0x1p797,
                                  1e22,   52174.0};
const std::vector<double> of_sinh{0, 0.25, 1, 22, 36.74, 350, 709.782712893384, 710.4758600739439, -710.4758600739439};
const std::vector<double> of_tanh{0, 0.5, 0.55, 1, 15, 19.0615474653984, 19.1, 22, -19.1, 372.5, -372.5};
const std::vector<double> of_log{1, std::numbers::e, 2, 10, 0.5, 0.7071067811865476, 1.4142135623730951, 1024, 1000};
const std::vector<double> of_erf{0,
                                 0.46875,
                                 0.5,
                                 0.84375,
                                 1,
                                 1.25,
                                 2,
                                 2.857142857142857,
                                 4,
                                 5.921587195794508,
                                 6.0,
                                 26.0,
                                 26.543258430632299,
                                 27.226017111108366,
                                 28.0,
                                 38.0,
                                 -5.9,
                                 -6.0,
                                 8.2,
                                 -8.2,
                                 -37.5,
                                 -38.5};
const std::vector<double> of_gamma{0,
                                   0.5,
                                   1,
                                   1.4616321449683623,
                                   2,
                                   3,
                                   -0.5,
                                   -1.5,
                                   -2.5,
                                   5,
                                   10,
                                   12,
                                   13,
                                   20,
                                   34.0,
                                   170.5,
                                   171.62437695630272,
                                   171.7,
                                   -170.5,
                                   -184.5,
                                   -0.1,
                                   -1e-5,
                                   -3.14,
                                   -20.5,
                                   -1e5 - 0.5,
                                   2.4570247382208006,
                                   -2.747682646727413,
                                   1e15,
                                   2.5e305,
                                   -4503599627370495.5,
                                   -0.504083008264455409};
const std::vector<double> of_steps{0.5,
                                   -0.5,
                                   1.5,
                                   -1.5,
                                   2.5,
                                   -2.5,
                                   0.49999999999999994,
                                   1,
                                   -1,
                                   4503599627370495.5,
                                   4503599627370496.5,
                                   9007199254740993.};

const std::vector<Range> ranges{
    {"sqrt", 0, inf, 0, 1e3, {0, 1, 4}},
    {"cbrt", -inf, inf, -1e3, 1e3, {0, 1, -8, 27}},
    {"square", -inf, inf, -1e3, 1e3, {1.5e-154, 1e-162, 1.3407807929942596e154}},
    {"exp", -inf, inf, -746, 710, of_exp},
    {"expm1", -inf, inf, -60, 710, of_exp},
    {"exp2", -inf, inf, -1076, 1025, {0, 1, 1024, -1022, -1074, -1075, 0.5}},
    {"log", 0, inf, 0, 1e3, of_log},
    {"log2", 0, inf, 0, 1e3, of_log},
    {"log10", 0, inf, 0, 1e3, of_log},
    {"log1p", -1, inf, -1, 1e3, {-1, -0.5, 0, 1, -0.29289321881345254, 0.41421356237309503}},
    {"sin", -inf, inf, -100, 100, of_sine},
    {"cos", -inf, inf, -100, 100, of_sine},
    {"tan", -inf, inf, -100, 100, of_sine},
    {"asin", -1, 1, -1, 1, {-1, -0.5, 0, 0.5, 0.7071067811865476, 0.975, 1}},
    {"acos", -1, 1, -1, 1, {-1, -0.5, 0, 0.5, 0.7071067811865476, 0.975, 1}},
    {"atan", -inf, inf, -1e2, 1e2, {0, 0.4375, 0.6875, 1, 1.1875, 2.4375, -1, 1e16}},
    {"sinh", -inf, inf, -711, 711, of_sinh},
    {"cosh", -inf, inf, -711, 711, of_sinh},
    {"tanh", -inf, inf, -23, 23, of_tanh},
    {"asinh", -inf, inf, -1e3, 1e3, {0, 1, 2, -1, 1.3407807929942596e154, 1e8}},
    {"acosh", 1, inf, 1, 1e3, {1, 1.5, 2, 1.3407807929942596e154, 268435456}},
    {"atanh", -1, 1, -1, 1, {-1, -0.5, 0, 0.5, 1}},
    {"sigmoid", -inf, inf, -746, 60, of_sigmoid},
    {"softplus", -inf, inf, -746, 60, of_sigmoid},
    {"log_sigmoid", -inf, inf, -60, 746, of_sigmoid},
    {"logit", 0, 1, 0, 1, {0, 0.25, 0.5, 0.75, 1}},
    {"relu", -inf, inf, -10, 10, {0}},
    {"selu", -inf, inf, -60, 10, {0}},
    {"silu", -inf, inf, -746, 60, of_sigmoid},
    {"mish", -inf, inf, -746, 60, of_sigmoid},
    {"gelu", -inf, inf, -40, 10, of_erf},
    {"erf", -inf, inf, -7, 7, of_erf},
    {"erfc", -inf, inf, -7, 28, of_erf},
    {"normal_cdf", -inf, inf, -40, 10, of_erf},
    {"tgamma", -inf, inf, -185, 172, of_gamma},
    {"lgamma", -inf, inf, -200, 200, of_gamma},
    {"digamma", -inf, inf, -50, 50, of_gamma},
    {"trigamma", -inf, inf, -50, 50, of_gamma},
    {"polygamma", -inf, inf, -20, 50, of_gamma},
    {"floor", -inf, inf, -10, 10, of_steps},
    {"ceil", -inf, inf, -10, 10, of_steps},
    {"trunc", -inf, inf, -10, 10, of_steps},
    {"round", -inf, inf, -10, 10, of_steps},
};

const Range whole_line{"", -inf, inf, -10, 10, {0, 1, -1}};

} // namespace

const Range& range_of(std::string_view name) {
    const auto row = std::find_if(ranges.begin(), ranges.end(), [&](const Range& range) { return range.name == name; });
    return row == ranges.end() ? whole_line : *row;
}

} // namespace reference
