#include "catch.hpp"
#include "measured_operation.hpp"
#include "rows.hpp"

#include <autodiff/ops/catalogue.hpp>
#include <reference/reference.hpp>

#include <cmath>
#include <random>
#include <set>

namespace {

using namespace ops_test;

/// Two arguments, or a list of four.
Point random_arguments(const MeasuredOperation& operation, std::mt19937_64& random) {
    Point x(operation.arity == 2 ? 2 : 4);
    for (double& argument : x) argument = std::uniform_real_distribution(-3.0, 3.0)(random);
    return x;
}

} // namespace

TEST_CASE("every operation has a name of its own, a row of tests and a truth to be measured by", "[ops]") {
    std::set<std::string_view> names;
    for (const MeasuredOperation& operation : measured_operations()) {
        INFO(operation.name());
        CHECK(names.insert(operation.name()).second);
        CHECK_NOTHROW(row_of(operation.name()));
        CHECK(reference::knows(row_of(operation.name()).truth));
        const std::size_t arity =
            operation.arity == autodiff::ops::any_number ? 0 : static_cast<std::size_t>(operation.arity);
        CHECK(reference::arity(row_of(operation.name()).truth) == arity);
    }
    CHECK(names.size() == autodiff::ops::Catalogue::size);
}

TEST_CASE("every row is that of an operation, and no operation has two", "[ops]") {
    std::set<std::string_view> names;
    for (const Row& row : rows()) {
        INFO(row.operation);
        CHECK_NOTHROW(measured_operation(row.operation));
        CHECK(names.insert(row.operation).second);
    }
}

TEST_CASE("every contract says where it holds, and explains bounds wider than 2 and 4 ulp", "[ops]") {
    for (const MeasuredOperation& operation : measured_operations()) {
        INFO(operation.name());
        CHECK_FALSE(operation.contract.domain.empty());
        if (operation.contract.value_ulp > 2 || operation.contract.partial_ulp > 4)
            CHECK_FALSE(operation.contract.accuracy.empty());
    }
}

TEST_CASE("the opcode is the position in the catalogue", "[ops]") {
    std::size_t position = 0;
    autodiff::ops::for_each_operation([&]<class Op>(Op) {
        CHECK(autodiff::ops::index(autodiff::ops::opcode<Op>) == position);
        ++position;
    });
}

TEST_CASE("operations that say so commute, in values and in partials", "[ops]") {
    const unsigned seed = 7;
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (const MeasuredOperation& operation : measured_operations()) {
        if (!operation.commutes) continue;
        INFO(operation.name());
        const Rules<double>& rules = operation.in_double;
        for (int trial = 0; trial < 50; ++trial) {
            const Point x = random_arguments(operation, random);
            const Point exchanged(x.rbegin(), x.rend());
            CHECK(rules.value(x) == Approx(rules.value(exchanged)).epsilon(1e-14).margin(1e-14));
            for (std::size_t k = 0; k < x.size(); ++k)
                CHECK(rules.partial(x, k) == Approx(rules.partial(exchanged, x.size() - 1 - k)).epsilon(1e-14));
        }
    }
}
