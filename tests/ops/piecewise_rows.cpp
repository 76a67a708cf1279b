#include "rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ops_test {

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::nullopt_t any = std::nullopt;
constexpr double max = std::numeric_limits<double>::max();

/// A few units of doubled precision in the sum of the sizes of all terms.
double sizes_of_terms(std::span<const double> x, double epsilon) {
    double sum = 0;
    for (const double term : x) sum += 4 * epsilon * std::abs(term);
    return sum;
}

double sizes_of_products(std::span<const double> x, double epsilon) {
    double sum = 0;
    for (std::size_t i = 0; i < x.size() / 2; ++i) sum += 4 * epsilon * std::abs(x[i]) * std::abs(x[i + x.size() / 2]);
    return sum;
}

} // namespace

double largest_argument(std::span<const double> x, double) {
    const double largest = *std::max_element(x.begin(), x.end());
    return std::isfinite(largest) ? std::abs(largest) : 0;
}

std::vector<Row> piecewise_rows() {
    return {
        {"abs", {{{0}, 0, {0}}, {{-0.0}, 0, {0}}, {{-3}, 3, {-1}}, {{-inf}, inf, {-1}}, {{nan}, nan, {nan}}}},
        {"sign", {{{0}, 0, {0}}, {{-3}, -1, {0}}, {{nan}, nan, {0}}}},
        {"min",
         {{{1, 1}, 1, {0.5, 0.5}},
          {{0, -0.0}, 0, {0.5, 0.5}},
          {{1, 2}, 1, {1, 0}},
          {{2, 1}, 1, {0, 1}},
          {{nan, 1}, nan, {any, any}},
          {{1, nan}, nan, {any, any}}}},
        {"max",
         {{{1, 1}, 1, {0.5, 0.5}},
          {{0, -0.0}, 0, {0.5, 0.5}},
          {{1, 2}, 2, {0, 1}},
          {{2, 1}, 2, {1, 0}},
          {{nan, 1}, nan, {any, any}},
          {{1, nan}, nan, {any, any}}}},
        {"fmod",
         {{{7, 2}, 1, {1, -3}},
          {{-7, 2}, -1, {1, 3}},
          {{7, -2}, 1, {1, 3}},
          {{7.5, 2.5}, 0, {1, -3}},
          {{1e18, 3}, any, {1, any}},
          {{2, inf}, 2, {1, 0}},
          {{2, 0}, nan, {1, nan}}}},
        {"remainder",
         {{{7, 2}, -1, {1, -4}},
          {{5, 2}, 1, {1, -2}},
          {{-7, 2}, 1, {1, 4}},
          {{2, inf}, 2, {1, 0}},
          {{2, 0}, nan, {1, nan}}}},
        {"copysign", {{{-3, 2}, 3, {-1, 0}}, {{3, -0.0}, -3, {-1, 0}}, {{0, -2}, 0, {0, 0}}, {{3, 0}, 3, {1, 0}}}},
        {"floor", {{{-0.5}, -1, {0}}, {{2}, 2, {0}}}},
        {"ceil", {{{0.5}, 1, {0}}, {{2}, 2, {0}}}},
        {"trunc", {{{-1.5}, -1, {0}}, {{2}, 2, {0}}}},
        {"round", {{{-0.5}, -1, {0}}, {{2.5}, 3, {0}}}},
        {"select",
         {{{1, 2, nan}, 2, {0, 1, 0}},
          {{0, nan, 3}, 3, {0, 0, 1}},
          {{-0.0, 2, 3}, 3, {0, 0, 1}},
          {{nan, 2, 3}, 2, {0, 1, 0}}}},
        {"less", {{{1, 2}, 1, {0, 0}}, {{2, 2}, 0, {0, 0}}, {{nan, 2}, 0, {0, 0}}}},
        {"less_equal", {{{2, 2}, 1, {0, 0}}, {{3, 2}, 0, {0, 0}}, {{nan, 2}, 0, {0, 0}}}},
        {"greater", {{{2, 1}, 1, {0, 0}}, {{2, 2}, 0, {0, 0}}, {{nan, 2}, 0, {0, 0}}}},
        {"greater_equal", {{{2, 2}, 1, {0, 0}}, {{1, 2}, 0, {0, 0}}, {{nan, 2}, 0, {0, 0}}}},
        {"equal", {{{2, 2}, 1, {0, 0}}, {{0, -0.0}, 1, {0, 0}}, {{nan, nan}, 0, {0, 0}}}},
        {"not_equal", {{{2, 2}, 0, {0, 0}}, {{1, 2}, 1, {0, 0}}, {{nan, nan}, 1, {0, 0}}}},
    };
}

std::vector<Row> reduction_rows() {
    return {
        {.operation = "sum",
         .edges = {{{}, 0, {}},
                   {{1e16, 1, -1e16}, 1, {1, 1, 1}},
                   {{max, max, -max}, max, {1, 1, 1}},
                   {{inf, -inf}, nan, {1, 1}},
                   {{inf, 1}, inf, {1, 1}}},
         .size = sizes_of_terms},
        {.operation = "dot",
         .edges = {{{}, 0, {}},
                   {{1, 2, 3, 4}, 11, {3, 4, 1, 2}},
                   {{1e200, 1e200, 1e200, -1e200}, 0, {1e200, -1e200, 1e200, 1e200}},
                   {{inf, 1, 2, 3}, inf, {2, 3, inf, 1}}},
         .points = {{0x1p27 + 1, 1, 0x1p27 - 1, -0x1p54}},
         .size = sizes_of_products},
        {"norm",
         {{{}, 0, {}},
          {{0, 0, 0}, 0, {0, 0, 0}},
          {{3, -4}, 5, {0.6, -0.8}},
          {{1, -inf}, inf, {0, -1}},
          {{inf, inf}, inf, {nan, nan}}}},
        {.operation = "log_sum_exp",
         .edges = {{{}, -inf, {}},
                   {{-inf, -inf}, -inf, {0.5, 0.5}},
                   {{inf, 1}, inf, {1, 0}},
                   {{-inf, 3}, 3, {0, 1}},
                   {{2}, 2, {1}},
                   {{1000, 1000}, any, {0.5, 0.5}},
                   {{1, nan}, nan, {any, any}}},
         .size = largest_argument},
    };
}

} // namespace ops_test
