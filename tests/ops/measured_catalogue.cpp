#include "accuracy.hpp"
#include "operations_page.hpp"

#include <cmath>

namespace ops_test {

namespace {

double rounded_up(double ulp) { return std::ceil(10 * ulp) / 10; }

} // namespace

const MeasuredCatalogue& measured_catalogue() {
    constexpr std::size_t random_points = 1500;
    constexpr std::uint64_t seed = 20250131;
    static const MeasuredCatalogue all = [] {
        MeasuredCatalogue errors;
        for (const MeasuredOperation& operation : measured_operations()) {
            const Accuracy found = measure<double>(operation, row_of(operation.name()), random_points, seed);
            errors[std::string(operation.name())] = {rounded_up(found.value.ulp), rounded_up(found.partial.ulp)};
        }
        return errors;
    }();
    return all;
}

} // namespace ops_test
