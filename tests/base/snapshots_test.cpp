#include <catch.hpp>

#include <autodiff/base/snapshots.hpp>

using autodiff::Snapshots;

TEST_CASE("states come back from the last to the first with as few steps as the schedule promises") {
    for (const std::size_t steps : std::vector<std::size_t>{1, 2, 7, 40})
        for (const std::size_t places : std::vector<std::size_t>{1, 2, 3, 5, 100}) {
            CAPTURE(steps, places);
            std::size_t run = 0, most_held = 0;
            const auto advance = [&run](std::size_t state, std::size_t first, std::size_t last) {
                REQUIRE(state == 3 * first + 5);
                run += last - first;
                return 3 * last + 5;
            };
            Snapshots<std::size_t> states(steps, places, 5);
            for (int twice = 0; twice < 2; ++twice) {
                run = 0;
                states.begin(advance);
                for (std::size_t i = steps; i-- > 0;) {
                    CHECK(states.before(i, advance) == 3 * i + 5);
                    std::size_t held = 0;
                    states.for_each([&held](std::size_t) { ++held; });
                    most_held = std::max(most_held, held);
                }
                states.rest();
                CHECK(run == autodiff::binomial_forward_steps(steps, places));
            }
            CHECK(most_held <= std::min(places + 1, steps + 1)); // and the one that is worked on
            CHECK(states.first() == 5);
        }
}
