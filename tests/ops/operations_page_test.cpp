#include "catch.hpp"
#include "measured_operation.hpp"
#include "operations_page.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

const std::filesystem::path page = std::filesystem::path(AUTODIFF_SOURCE_DIR) / "docs" / "operations.md";

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("docs/operations.md says what the operations say about themselves and what is proved of them", "[ops]") {
    if (std::getenv("AUTODIFF_UPDATE_DOCS") != nullptr)
        std::ofstream(page) << ops_test::operations_page(ops_test::measured_catalogue());
    INFO("after a change of an operation, run this with AUTODIFF_UPDATE_DOCS=1");
    const std::string stated = contents(page);
    CHECK(stated == ops_test::operations_page(ops_test::stated_errors(stated)));
}

TEST_CASE("no error is larger than docs/operations.md says, by more than what another C library may add", "[ops]") {
    constexpr double other_library = 1; // ulp
    const ops_test::MeasuredCatalogue stated = ops_test::stated_errors(contents(page));
    INFO("after a change of an operation, run this with AUTODIFF_UPDATE_DOCS=1");
    REQUIRE(stated.size() == ops_test::measured_catalogue().size());
    for (const auto& [operation, found] : ops_test::measured_catalogue()) {
        CAPTURE(operation);
        CHECK(found.value <= stated.at(operation).value + other_library);
        CHECK(found.partials <= stated.at(operation).partials + other_library);
        const autodiff::ops::Contract& contract = ops_test::measured_operation(operation).contract;
        CHECK(stated.at(operation).value <= std::ceil(10 * contract.value_ulp) / 10);
        CHECK(stated.at(operation).partials <= std::ceil(10 * contract.partial_ulp) / 10);
    }
}
