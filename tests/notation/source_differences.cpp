#include "source_differences.hpp"

#include <autodiff/graph/evaluate.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace compiled {

using namespace autodiff;

namespace {

double largest(std::span<const double> x) {
    double size = 0;
    for (const double element : x) size = std::max(size, std::abs(element));
    return size;
}

constexpr auto nothing = [](std::span<const double>) { return 0.0; };
constexpr auto one = [](std::span<const double>) { return 1.0; };
/// Below it exp(x) has lost digits to underflow, or is about to.
constexpr auto near_underflow = [](std::span<const double>) { return 0x1p-1012; };

constexpr auto sum_of_sizes = [](std::span<const double> x) {
    double size = 0;
    for (const double element : x) size += std::abs(element);
    return size;
};
constexpr auto sum_of_products = [](std::span<const double> x) {
    double size = 0;
    for (std::size_t i = 0; i < x.size() / 2; ++i) size += std::abs(x[i] * x[i + x.size() / 2]);
    return size;
};

/// Of what reflection adds up.
template <int order>
double terms_of_reflection(std::span<const double> x) {
    if (!(x[0] < 0) || x[0] == std::floor(x[0])) return 0;
    const double t = x[0] - std::floor(x[0]);
    double size = 0;
    for (const double at : {t, 1 - t, 1 - x[0]})
        size = std::max(size, std::abs(operation_value(ops::opcode<ops::Polygamma>, std::array<double, 2>{order, at})));
    return size;
}

constexpr std::array differences{
    Difference{"logit", 2, one},
    Difference{"logaddexp", 2, largest},
    Difference{"silu", 3, near_underflow},
    Difference{"mish", 4, near_underflow},
    Difference{"gelu", 2000, near_underflow},
    Difference{"normal_cdf", 2000, near_underflow},
    Difference{"sum", 4, sum_of_sizes},
    Difference{"dot", 4, sum_of_products},
    Difference{"norm", 2, nothing},
    Difference{"log_sum_exp", 4, largest},
    Difference{"digamma", 4, terms_of_reflection<0>},
    Difference{"polygamma 0", 4, terms_of_reflection<0>},
    Difference{"polygamma 1", 6, terms_of_reflection<1>},
    Difference{"polygamma 2", 6, terms_of_reflection<2>},
    Difference{"polygamma 3", 6, terms_of_reflection<3>},
    Difference{"polygamma 7", 6, terms_of_reflection<7>},
    Difference{"polygamma 20", 40, terms_of_reflection<20>},
};

} // namespace

const Difference* difference_of(std::string_view operation) {
    const auto* const found = std::ranges::find(differences, operation, &Difference::operation);
    return found == differences.end() ? nullptr : found;
}

} // namespace compiled
