#include "catch.hpp"
#include "measured_operation.hpp"
#include "rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace {

using namespace ops_test;

bool same(double computed, double expected) {
    return computed == expected || (std::isnan(computed) && std::isnan(expected));
}

void check(double computed, const Expected& expected, std::string_view what) {
    if (!expected) return;
    INFO(what << " is " << computed << ", expected " << *expected);
    CHECK(same(computed, *expected));
}

} // namespace

TEST_CASE("kinks, ends and singular points have the values and partials that the contracts promise", "[ops]") {
    for (const Row& row : rows()) {
        const Rules<double>& rules = measured_operation(row.operation).in_double;
        CHECK_FALSE(row.edges.empty());
        for (const Edge& edge : row.edges) {
            INFO(fmt::format("{}({})", row.operation, fmt::join(edge.arguments, ", ")));
            REQUIRE(edge.partials.size() == edge.arguments.size());
            check(rules.value(edge.arguments), edge.value, "the value");
            for (std::size_t k = 0; k < edge.partials.size(); ++k)
                check(rules.partial(edge.arguments, k), edge.partials[k], fmt::format("the partial in argument {}", k));
        }
    }
}

TEST_CASE("zeros keep their sign where IEEE arithmetic keeps it", "[ops]") {
    for (const char* const name : {"sqrt", "cbrt", "sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh",
                                   "expm1", "log1p", "erf", "sign", "floor", "ceil", "trunc", "round"}) {
        const std::vector<double> x{-0.0};
        const double value = measured_operation(name).in_double.value(x);
        INFO(name);
        CHECK(value == 0);
        CHECK(std::signbit(value));
    }
}
