#include <catch.hpp>

#include <autodiff/base/binomial_schedule.hpp>
#include <autodiff/base/error.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

using autodiff::binomial_advance;
using autodiff::binomial_forward_steps;

namespace {

constexpr std::size_t most_steps = 120;
constexpr std::size_t most_snapshots = 14;

/// The least numbers of steps by the definition: every choice of the state to keep is tried.
std::vector<std::vector<std::uint64_t>> by_dynamic_programming() {
    std::vector<std::vector<std::uint64_t>> p(most_steps + 1, std::vector<std::uint64_t>(most_snapshots + 1, 0));
    for (std::size_t steps = 2; steps <= most_steps; ++steps)
        for (std::size_t s = 1; s <= most_snapshots; ++s) {
            p[steps][s] = steps * (steps - 1) / 2;
            for (std::size_t m = 1; s > 1 && m < steps; ++m)
                p[steps][s] = std::min(p[steps][s], m + p[m][s] + p[steps - m][s - 1]);
        }
    return p;
}

} // namespace

TEST_CASE("The closed form is the least number of forward steps") {
    const auto least = by_dynamic_programming();
    for (std::size_t steps = 0; steps <= most_steps; ++steps)
        for (std::size_t s = 1; s <= most_snapshots; ++s) {
            CAPTURE(steps, s);
            CHECK(binomial_forward_steps(steps, s) == least[steps][s]);
        }
}

TEST_CASE("Each state that the schedule keeps lies on an optimal plan") {
    const auto least = by_dynamic_programming();
    for (std::size_t steps = 2; steps <= most_steps; ++steps)
        for (std::size_t s = 2; s <= most_snapshots; ++s) {
            CAPTURE(steps, s);
            const auto m = static_cast<std::size_t>(binomial_advance(steps, s));
            REQUIRE(m >= 1);
            REQUIRE(m < steps);
            CHECK(m + least[m][s] + least[steps - m][s - 1] == least[steps][s]);
        }
}

TEST_CASE("Long schedules neither overflow nor take long") {
    CHECK(binomial_forward_steps(1'000'000, 1) == 499'999'500'000);
    CHECK(binomial_forward_steps(1'000'000, 1'000'000'000) == 999'999);
    CHECK(binomial_forward_steps(10'000, 9'999) == 9'999);
    CHECK(binomial_advance(1'000'000, 1'000'000'000) == 1);
    // C(103, 3) = 176851 steps are those that 100 snapshots reverse with 3 runs of each at most.
    CHECK(binomial_forward_steps(176'851, 100) == 3 * 176'851 - 5253);
    const std::uint64_t huge = std::uint64_t{1} << 40;
    CHECK(binomial_advance(huge, 50) < huge);
    CHECK(binomial_forward_steps(huge, 50) < 20 * huge);
}

TEST_CASE("Schedules that leave no choice are refused") {
    CHECK_THROWS_AS(binomial_forward_steps(5, 0), autodiff::ShapeError);
    CHECK_THROWS_AS(binomial_advance(1, 5), autodiff::ShapeError);
    CHECK_THROWS_AS(binomial_advance(5, 1), autodiff::ShapeError);
}
