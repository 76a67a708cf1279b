#include "accuracy.hpp"
#include "catch.hpp"

#include <fmt/format.h>

namespace {

using namespace ops_test;

// AUTODIFF_RANDOM_POINTS=100000 AUTODIFF_SEED=$RANDOM looks further than the run of every day.
std::size_t random_points() { return from_environment("AUTODIFF_RANDOM_POINTS", 1500); }
std::uint64_t seed() { return from_environment("AUTODIFF_SEED", 20250131); }

} // namespace

TEMPLATE_TEST_CASE("every value and every partial keeps the bound of its contract", "[ops]", double, float) {
    CAPTURE(seed(), random_points());
    for (const MeasuredOperation& operation : measured_operations()) {
        const Accuracy accuracy = measure<TestType>(operation, row_of(operation.name()), random_points(), seed());
        INFO(operation.name());
        CHECK(accuracy.points >= 20);
        INFO(accuracy.value.where);
        CHECK(accuracy.value.ulp <= operation.contract.value_ulp);
        INFO(accuracy.partial.where);
        CHECK(accuracy.partial.ulp <= operation.contract.partial_ulp);
    }
}

TEST_CASE("a wrong rule is found out", "[ops]") {
    // expm1 has the partials of exp and other values; tanh shares with sinh no more than the neighbourhood of 0
    MeasuredOperation impostor = measured_operation("exp");
    impostor.in_double.value = measured_operation("expm1").in_double.value;
    CHECK(measure<double>(impostor, row_of("exp"), 10, seed()).value.ulp > 1e6);
    impostor = measured_operation("tanh");
    impostor.in_double.partial = measured_operation("sinh").in_double.partial;
    CHECK(measure<double>(impostor, row_of("tanh"), 10, seed()).partial.ulp > 1e6);
}

TEST_CASE("the table of the largest errors measured", "[.table]") {
    fmt::print("{:<14} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}\n", "ulp", "value", "float", "partial", "float", "contract",
               "contract");
    for (const MeasuredOperation& operation : measured_operations()) {
        const Row& row = row_of(operation.name());
        const Accuracy wide = measure<double>(operation, row, random_points(), seed());
        const Accuracy narrow = measure<float>(operation, row, random_points(), seed());
        fmt::print("{:<14} {:>8.3g} {:>8.3g} {:>8.3g} {:>8.3g} {:>9.3g} {:>9.3g}\n", operation.name(), wide.value.ulp,
                   narrow.value.ulp, wide.partial.ulp, narrow.partial.ulp, operation.contract.value_ulp,
                   operation.contract.partial_ulp);
    }
}
