// Renders docs/operations.md from what the operations say about themselves, what is proved of them, and what was
// measured.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ops_test {

/// The largest errors found, in ulp, rounded up to one decimal.
struct MeasuredErrors {
    double value = 0;
    double partials = 0;
};
using MeasuredCatalogue = std::map<std::string, MeasuredErrors, std::less<>>;

/// Of double at hard points and at fixed random ones. Another C library gives other numbers.
const MeasuredCatalogue& measured_catalogue();
/// Those that a page states. Of an operation without a row there, or with a row of another form, there are none.
MeasuredCatalogue stated_errors(std::string_view page);

/// The whole page as Markdown, with these measured errors.
std::string operations_page(const MeasuredCatalogue& measured);

} // namespace ops_test
