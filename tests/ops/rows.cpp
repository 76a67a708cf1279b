#include "rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace ops_test {

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::nullopt_t any = std::nullopt;
constexpr double max = std::numeric_limits<double>::max();

/// -0 to a power so large that every number of that size is an even integer, although x^(y - 1) has an odd one.
bool huge_power_of_negative_zero(std::span<const double> x) {
    return x[0] == 0 && std::signbit(x[0]) &&
           std::abs(x[1]) >= 1 / static_cast<double>(std::numeric_limits<float>::epsilon());
}

std::vector<Row> basic_rows() {
    return {
        {"add", {{{inf, -inf}, nan, {1, 1}}}},
        {"sub", {{{inf, inf}, nan, {1, -1}}}},
        {"mul", {{{0, inf}, nan, {inf, 0}}}},
        {"div",
         {{{1, 0.0}, inf, {inf, -inf}}, {{1, inf}, 0, {0, 0}}, {{0, 2}, 0, {0.5, 0}}, {{0, 0x1p-900}, 0, {0x1p900, 0}}},
         {{1e-320, 1e-5},
          {5e-324, 0.01},
          {-1e-310, 1e-12},
          {1e-320, 0.9},
          {1e300, 1e-5},
          {1e-300, 1e200},
          {1e200, 1e200}}},
        {"neg", {{{inf}, -inf, {-1}}}},
        {"fma", {{{2, 3, 4}, 10, {3, 2, 1}}}},
        {.operation = "chain_product",
         .edges = {{{0, inf}, 0, {any, 0}}, {{0, nan}, 0, {any, 0}}, {{2, 3}, 6, {3, 2}}},
         .truth = "mul"},
        {"exp", {{{-inf}, 0, {0}}, {{inf}, inf, {inf}}, {{0}, 1, {1}}}},
        {"exp2", {{{-inf}, 0, {0}}, {{inf}, inf, {inf}}, {{1024}, inf, {any}}}, {{1023.5}, {1024.25}, {1024.5}}},
        {"expm1", {{{-inf}, -1, {0}}, {{inf}, inf, {inf}}, {{0}, 0, {1}}}},
        {"log", {{{0}, -inf, {inf}}, {{-0.0}, -inf, {inf}}, {{1}, 0, {1}}, {{-1}, nan, {any}}, {{inf}, inf, {0}}}},
        {"log2", {{{0}, -inf, {inf}}, {{-0.0}, -inf, {inf}}, {{-1}, nan, {any}}, {{inf}, inf, {0}}}},
        {"log10", {{{0}, -inf, {inf}}, {{-0.0}, -inf, {inf}}, {{-1}, nan, {any}}, {{inf}, inf, {0}}}},
        {"log1p", {{{-1}, -inf, {inf}}, {{0}, 0, {1}}, {{-2}, nan, {any}}, {{inf}, inf, {0}}}},
        {"sqrt", {{{0}, 0, {inf}}, {{-0.0}, 0, {inf}}, {{4}, 2, {0.25}}, {{-1}, nan, {nan}}, {{inf}, inf, {0}}}},
        {"cbrt", {{{0}, 0, {inf}}, {{-0.0}, 0, {inf}}, {{inf}, inf, {0}}, {{-inf}, -inf, {0}}}},
        {"square", {{{0}, 0, {0}}, {{-3}, 9, {-6}}, {{1e300}, inf, {2e300}}}},
        {.operation = "pow",
         .edges = {{{3, 0}, 1, {0, any}},
                   {{0, 0}, 1, {0, 0}},
                   {{-3, 0}, 1, {0, nan}},
                   {{0, 2}, 0, {0, 0}},
                   {{0, 1}, 0, {1, 0}},
                   {{-0.0, 1}, 0, {1, 0}},
                   {{0, 0.5}, 0, {inf, 0}},
                   {{-0.0, 0.5}, 0, {inf, 0}},
                   {{0, -2}, inf, {-inf, -inf}},
                   {{-2, 3}, -8, {12, nan}},
                   {{-2, -1}, -0.5, {-0.25, nan}},
                   {{-2, 0.5}, nan, {nan, nan}},
                   {{-1e-200, 4}, 0, {0, nan}},
                   {{nan, 0}, 1, {0, any}},
                   {{1e200, 2}, inf, {2e200, inf}},
                   {{inf, -1}, 0, {0, 0}}},
         .points = {{1e-200, 2},
                    {1e-160, 2},
                    {-1e-160, 2},
                    {5e-324, 1.08},
                    {1e-318, 1.98},
                    {1e308, 1.5},
                    {1 + 1e-10, 7.1e12}},
         .left_out = huge_power_of_negative_zero},
        {"hypot",
         {{{0, 0}, 0, {0, 0}},
          {{-0.0, 0}, 0, {0, 0}},
          {{3, -4}, 5, {0.6, -0.8}},
          {{inf, 1}, inf, {1, 0}},
          {{2, -inf}, inf, {0, -1}},
          {{0, -2}, 2, {0, -1}}}},
    };
}

std::vector<Row> trigonometric_rows() {
    return {
        {"sin", {{{0}, 0, {1}}, {{inf}, nan, {nan}}}},
        {"cos", {{{0}, 1, {0}}, {{inf}, nan, {nan}}}},
        {"tan", {{{0}, 0, {1}}, {{inf}, nan, {nan}}}},
        {"asin", {{{1}, any, {inf}}, {{-1}, any, {inf}}, {{1.5}, nan, {nan}}}},
        {"acos", {{{1}, 0, {-inf}}, {{-1}, any, {-inf}}, {{1.5}, nan, {nan}}}},
        {"atan", {{{0}, 0, {1}}, {{inf}, any, {0}}}, {{1e150}, {-1e160}, {1.3e154}}},
        {"atan2",
         {{{0, 0}, 0, {0, 0}},
          {{-0.0, 0}, 0, {0, 0}},
          {{0, -0.0}, any, {0, 0}},
          {{1, inf}, 0, {0, 0}},
          {{inf, 1}, any, {0, 0}}},
         {{1e-320, 1e-3}, {1e-320, 1e-155}, {1e200, 1e200}, {-1e-200, 1e-200}, {1e-310, -1e-310}, {1, 1e300}}},
        {"sinh", {{{0}, 0, {1}}, {{-inf}, -inf, {inf}}}},
        {"cosh", {{{0}, 1, {0}}, {{-inf}, inf, {-inf}}}},
        {"tanh", {{{0}, 0, {1}}, {{inf}, 1, {0}}, {{-inf}, -1, {0}}}, {{15}, {19.1}, {-19.1}, {350}, {-360}}},
        {"asinh", {{{0}, 0, {1}}, {{inf}, inf, {0}}}},
        {"acosh", {{{1}, 0, {inf}}, {{0.5}, nan, {nan}}, {{inf}, inf, {0}}}},
        {"atanh", {{{1}, inf, {inf}}, {{-1}, -inf, {inf}}, {{0}, 0, {1}}, {{2}, nan, {any}}}},
    };
}

std::vector<Row> activation_rows() {
    return {
        {"sigmoid",
         {{{0}, 0.5, {0.25}},
          {{-inf}, 0, {0}},
          {{inf}, 1, {0}},
          {{1000}, 1, {0}},
          {{-1000}, 0, {0}},
          {{nan}, nan, {nan}}},
         {{40}, {-40}}},
        {"softplus", {{{-inf}, 0, {0}}, {{inf}, inf, {1}}, {{1000}, 1000, {1}}, {{nan}, nan, {nan}}}},
        {"log_sigmoid", {{{-inf}, -inf, {1}}, {{inf}, 0, {0}}, {{-1000}, -1000, {1}}, {{nan}, nan, {nan}}}},
        {"logit", {{{0}, -inf, {inf}}, {{-0.0}, -inf, {inf}}, {{1}, inf, {inf}}, {{0.5}, 0, {4}}, {{1.5}, nan, {any}}}},
        {.operation = "logaddexp",
         .edges = {{{-inf, -inf}, -inf, {0.5, 0.5}},
                   {{inf, inf}, inf, {0.5, 0.5}},
                   {{-inf, 3}, 3, {0, 1}},
                   {{inf, 3}, inf, {1, 0}},
                   {{1000, 1000}, any, {0.5, 0.5}},
                   {{1, nan}, nan, {any, any}}},
         .size = largest_argument},
        {"relu", {{{0}, 0, {0}}, {{-inf}, 0, {0}}, {{inf}, inf, {1}}, {{nan}, nan, {any}}}},
        {"leaky_relu",
         {{{0, 0.01}, 0, {0.01, 0}},
          {{0, -1}, 0, {0, 0}},
          {{0, 3}, 0, {1, 0}},
          {{-2, 0.5}, -1, {0.5, -2}},
          {{2, 0.5}, 2, {1, 0}}}},
        {"elu",
         {{{0, 1}, 0, {1, 0}},
          {{0, 0.5}, 0, {0.5, 0}},
          {{0, -1}, 0, {0, 0}},
          {{0, 3}, 0, {1, 0}},
          {{-inf, 2}, -2, {0, -1}},
          {{1000, 2}, 1000, {1, 0}}},
         {{-740, 1e300}, {-745, 1e10}}},
        {"selu",
         {{{0}, 0, {1.0507009873554805}}, {{-inf}, -1.7580993408473768, {0}}, {{inf}, inf, {1.0507009873554805}}}},
        {"silu",
         {{{0}, 0, {0.5}}, {{-inf}, 0, {0}}, {{inf}, inf, {1}}, {{nan}, nan, {nan}}},
         {{-1.278464542761074}, {-1.2784645427610737}, {-1.27}, {-700}, {-744}, {max}}},
        {"mish",
         {{{0}, 0, {0.6}}, {{-inf}, 0, {0}}, {{inf}, inf, {1}}, {{max}, max, {1}}, {{nan}, nan, {nan}}},
         {{-1.1924312145154952}, {-1.192431214515495}, {-1.2}, {-700}, {-744}}},
        {"gelu",
         {{{0}, 0, {0.5}}, {{-inf}, 0, {0}}, {{inf}, inf, {1}}, {{max}, max, {1}}, {{nan}, nan, {nan}}},
         {{-0.7517915246935645}, {-0.7517915246935646}, {-0.75}, {-36}, {-36.1}, {-38.4}, {-1.86}, {-0.15}}},
    };
}

std::vector<Row> special_rows() {
    return {
        {"erf", {{{0}, 0, {any}}, {{inf}, 1, {0}}, {{-inf}, -1, {0}}}, {{5.9}, {26}, {26.7}, {27.2}}},
        {"erfc", {{{0}, 1, {any}}, {{inf}, 0, {0}}, {{-inf}, 2, {0}}}, {{26}, {26.5}}},
        {"normal_cdf",
         {{{0}, 0.5, {any}}, {{inf}, 1, {0}}, {{-inf}, 0, {0}}, {{nan}, nan, {nan}}},
         {{-37.5}, {-38.4}, {-20}}},
        {"tgamma",
         {{{0}, inf, {-inf}}, {{-0.0}, -inf, {-inf}}, {{5}, 24, {any}}, {{-1}, nan, {nan}}},
         {{-180.5}, {-170.0000000001}}},
        {"lgamma", {{{0}, inf, {nan}}, {{-3}, inf, {nan}}, {{1}, 0, {any}}, {{2}, 0, {any}}, {{inf}, inf, {inf}}}},
        {"digamma", {{{0}, nan, {inf}}, {{-2}, nan, {inf}}, {{inf}, inf, {0}}}, {{-0.5040830082644554}, {-10.702}}},
        {"polygamma",
         {{{1, 0}, inf, {0, nan}},
          {{2, -1}, nan, {0, inf}},
          {{0.5, 2}, nan, {0, nan}},
          {{-1, 2}, nan, {0, any}},
          {{1, inf}, 0, {0, 0}}},
         {{1, -0.5}, {2, -1.5}, {2, -1000.5}, {3, -1e-5}}},
    };
}

} // namespace

const std::vector<Row>& rows() {
    static const std::vector<Row> all = [] {
        std::vector<Row> joined;
        for (auto part : {basic_rows(), trigonometric_rows(), activation_rows(), special_rows(), piecewise_rows(),
                          reduction_rows()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

const Row& row_of(std::string_view operation) {
    const auto found =
        std::find_if(rows().begin(), rows().end(), [&](const Row& row) { return row.operation == operation; });
    if (found == rows().end()) throw std::out_of_range(std::string(operation) + " has no row in tests/ops/rows.cpp");
    return *found;
}

} // namespace ops_test
