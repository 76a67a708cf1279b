#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/validation/checks/check.hpp>

#include <type_traits>
#include <vector>

namespace ad = autodiff;

TEST_CASE("The rules of the catalogue pass") {
    ad::ops::for_each_operation([]<class Op>(Op) {
        if constexpr (!Op::compares) {
            ad::CheckOptions options;
            options.points = 300;
            options.seed = test_seed();
            // dot takes an even number.
            const bool dot = std::is_same_v<Op, ad::ops::Dot>;
            const ad::Report report = dot ? ad::check_rule<Op>(std::vector<ad::Interval>(4, ad::real_line), options)
                                          : ad::check_rule<Op>(options);
            INFO(Op::notation.name);
            CHECK(report);
        }
    });
}
