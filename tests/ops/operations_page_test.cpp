#include "catch.hpp"
#include "operations_page.hpp"

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

TEST_CASE("docs/operations.md says what the operations say about themselves", "[ops]") {
    if (std::getenv("AUTODIFF_UPDATE_DOCS") != nullptr) std::ofstream(page) << ops_test::operations_page();
    INFO("after a change of an operation, run this with AUTODIFF_UPDATE_DOCS=1");
    CHECK(contents(page) == ops_test::operations_page());
}
