// fmt's small header is all that a program needs that prints active scalars.
#include "catch.hpp"

#include <autodiff/dual/dual.hpp>
#include <autodiff/format.hpp>
#include <autodiff/variable/real.hpp>

#ifdef FMT_FORMAT_H_
#error "autodiff/format.hpp includes fmt/format.h"
#endif

// fmt::format itself is declared in another header from version 11 on.
#if FMT_VERSION >= 110000
#include <fmt/format.h>
#else
#include <fmt/core.h>
#endif

TEST_CASE("active scalars and duals print where only fmt's small header is included") {
    using autodiff::Dual;
    using autodiff::Var;
    CHECK(fmt::format("{:.2f} {:.1f} {}", Var(0.125), Var(2) * 3.0, Dual<double, 2>(1.5, {0.25, -1})) ==
          "0.12 6.0 (1.5; 0.25, -1)");
}
