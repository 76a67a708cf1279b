#include <catch.hpp>

#include <autodiff/record.hpp>
#include <autodiff/validation/checks/conditioning.hpp>

#include <vector>

using namespace autodiff;

namespace {

/// Whether the function is at the boundary of two pieces.
template <class F>
bool ties(const F& f, const std::vector<double>& x) {
    return checks::first_tie(record(f, x), x).has_value();
}

} // namespace

TEST_CASE("a tie is where two pieces meet: equal arguments, or zero, whatever parameters a function has") {
    const auto largest = [](const auto& x) { return max(x[0], x[1]); };
    CHECK(ties(largest, {0.75, 0.75}));
    CHECK_FALSE(ties(largest, {0.75, 0.5}));
    const auto leaky = [](const auto& x) { return leaky_relu(x[0], x[1]); };
    CHECK(ties(leaky, {0.0, 0.25}));
    CHECK_FALSE(ties(leaky, {0.25, 0.25}));
    const auto size = [](const auto& x) { return abs(x[0]); };
    CHECK(ties(size, {0.0}));
    CHECK_FALSE(ties(size, {1.0}));
}
