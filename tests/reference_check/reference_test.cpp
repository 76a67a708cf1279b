// The reference against numbers known from elsewhere: exact rationals, and printed digits of constants.
#include <catch.hpp>
#include <reference/reference.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

using reference::Point;
using reference::Truth;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Truth value(std::string_view name, const Point& x) { return reference::value(name, x); }
Truth slope(std::string_view name, const Point& x, std::size_t i = 0) { return reference::partial(name, x, i); }
Truth bend(std::string_view name, const Point& x, std::size_t i = 0, std::size_t j = 0) {
    return reference::second_partial(name, x, i, j);
}

/// Exactly that double: no error at all, which a neighbour would show.
bool is(const Truth& truth, double expected) { return truth.ulp_error(expected) == 0; }

} // namespace

TEST_CASE("Values and partials that are rational come out exactly") {
    CHECK(is(value("sigmoid", {0}), 0.5));
    CHECK(is(slope("sigmoid", {0}), 0.25));
    CHECK(is(bend("sigmoid", {0}), 0));
    CHECK(is(slope("exp", {0}), 1));
    CHECK(is(bend("log", {0.5}), -4));
    CHECK(is(slope("logit", {0.5}), 4));
    CHECK(is(slope("logaddexp", {3, 3}, 1), 0.5));
    CHECK(is(bend("logaddexp", {3, 3}, 0, 1), -0.25));
    CHECK(is(slope("softplus", {0}), 0.5));
    CHECK(is(slope("log_sigmoid", {0}), 0.5));
    CHECK(is(slope("silu", {0}), 0.5));
    CHECK(slope("mish", {0}).ulp_error(0.6) < 0.5); // tanh(log 2) = 3/5
    CHECK(is(slope("gelu", {0}), 0.5));
    CHECK(is(slope("sqrt", {4}), 0.25));
    CHECK(slope("cbrt", {-8}).to_string(20) == "0.083333333333333333333");
    CHECK(slope("atan2", {3, 4}, 0).nearest() == 0.16);
    CHECK(slope("hypot", {3, 4}, 0).to_string(20) == "0.60000000000000000000");
    CHECK(is(slope("fma", {3, 5, 7}, 0), 5));
    CHECK(is(bend("fma", {3, 5, 7}, 0, 1), 1));
    CHECK(is(slope("div", {3, 4}, 1), -0.1875));
    CHECK(is(bend("div", {3, 4}, 1, 1), 0.09375));
    CHECK(is(slope("pow", {-2, 3}, 0), 12));
    CHECK(value("pow", {3, 34}).to_string(20) == "16677181699666569.000");
    CHECK(value("pow", {3, 34}).nearest() == 16677181699666568.); // a tie, proven and sent to the even side
    CHECK(value("pow", {16129, 1.5}).nearest() == 2048383);
    CHECK(is(value("exp2", {-1074}), 0x1p-1074));
    CHECK(is(slope("dot", {1, 2, 3, 4}, 1), 4));
    CHECK(is(bend("dot", {1, 2, 3, 4}, 1, 3), 1));
    CHECK(is(slope("tanh", {0}), 1));
    CHECK(is(bend("asinh", {0}), 0));
}

TEST_CASE("Constants have the digits that are printed in tables") {
    // OEIS A001113, A019727, A001620, A013661, A002117, A019610, A002162, A087197, A073004 and abridged tables
    CHECK(value("exp", {1}).to_string(30) == "2.71828182845904523536028747135");
    CHECK(value("digamma", {1}).to_string(20) == "-0.57721566490153286061");
    CHECK(slope("lgamma", {1}).to_string(20) == "-0.57721566490153286061");
    CHECK(slope("tgamma", {1}).to_string(20) == "-0.57721566490153286061");
    CHECK(value("trigamma", {1}).to_string(20) == "1.6449340668482264365");
    CHECK(slope("digamma", {1}).to_string(20) == "1.6449340668482264365");
    CHECK(value("polygamma", {2, 1}).to_string(20) == "-2.4041138063191885708"); // -2 zeta(3)
    CHECK(slope("trigamma", {1}).to_string(20) == "-2.4041138063191885708");
    CHECK(bend("lgamma", {1}).to_string(20) == "1.6449340668482264365");
    CHECK(value("tgamma", {0.5}).to_string(20) == "1.7724538509055160273");
    CHECK(value("tgamma", {-0.5}).to_string(20) == "-3.5449077018110320546");
    CHECK(value("lgamma", {-0.5}).to_string(20) == "1.2655121234846453965");
    CHECK(value("digamma", {-0.5}).to_string(17) == "0.036489973978576521");
    CHECK(value("trigamma", {-0.5}).to_string(17) == "8.9348022005446793"); // pi^2/2 + 4
    CHECK(value("log", {2}).to_string(20) == "0.69314718055994530942");
    CHECK(value("log10", {2}).to_string(20) == "0.30102999566398119521");
    CHECK(value("atan2", {0.0, -1}).to_string(20) == "3.1415926535897932385");
    CHECK(value("atan2", {-0.0, -1}).to_string(20) == "-3.1415926535897932385");
    CHECK(value("acos", {-1}).to_string(20) == "3.1415926535897932385");
    CHECK(slope("erf", {0}).to_string(20) == "1.1283791670955125739");
    CHECK(slope("normal_cdf", {0}).to_string(20) == "0.39894228040143267794");
    CHECK(value("sin", {1}).to_string(20) == "0.84147098480789650665");
    CHECK(value("sin", {1e22}).to_string(16) == "-0.8522008497671888");
    // the double closest to a multiple of pi/2 (Muller et al., Handbook of Floating-Point Arithmetic, 2010)
    CHECK(value("cos", {6381956970095103 * 0x1p797}).to_string(20) == "-4.6871659242546276111e-19");
    CHECK(value("erfc", {0.5}).to_string(17) == "0.47950012218695346");
    CHECK(slope("selu", {1}).to_string(20) == "1.0507009873554804934"); // Klambauer et al. 2017
    CHECK(value("selu", {-inf}).to_string(17) == "-1.7580993408473769");
}

TEST_CASE("Saturated ends keep their relative accuracy") {
    CHECK(slope("sigmoid", {40}).nearest() == 4.248354255291589e-18);
    CHECK(slope("sigmoid", {-40}).nearest() == 4.248354255291589e-18);
    CHECK(value("sigmoid", {1000}).nearest() == 1);
    CHECK(value("sigmoid", {-1000}).nearest() == 0);
    CHECK(value("sigmoid", {-1000}).to_string(10) == "5.075958898e-435");
    CHECK(value("softplus", {-1000}).to_string(10) == "5.075958898e-435");
    CHECK(value("logaddexp", {1000, 0}).nearest() == 1000);
    CHECK(slope("atan2", {1e200, 1e200}, 0).nearest() == 5e-201);
    CHECK(value("hypot", {0x3p600, 0x4p600}).nearest() == 0x5p600);
    CHECK(value("fmod", {1e300, 1e-300}).nearest() == std::fmod(1e300, 1e-300));
    CHECK(slope("fmod", {1e18, 3}, 1).ulp_error(-333333333333333333.) < 0.5);
    CHECK(slope("fmod", {-7, 2}, 1).nearest() == 3);
    CHECK(slope("remainder", {7, 2}, 1).nearest() == -4); // 3.5 to the even 4
    CHECK(value("exp2", {-1075}).nearest() == 0);
}

TEST_CASE("Where there is no derivative the policy speaks") {
    CHECK(is(slope("abs", {0}), 0));
    CHECK(is(slope("max", {2, 2}, 0), 0.5));
    CHECK(is(slope("min", {0.0, -0.0}, 1), 0.5));
    CHECK(is(slope("sqrt", {0}), inf));
    CHECK(is(slope("log", {0}), inf));
    CHECK(is(slope("cbrt", {0}), inf));
    CHECK(is(slope("hypot", {0, 0}, 1), 0));
    CHECK(is(slope("norm", {0, 0, 0}, 2), 0));
    CHECK(is(slope("atan2", {0, 0}, 0), 0));
    CHECK(is(slope("pow", {0, 0.5}, 0), inf));
    CHECK(is(slope("pow", {0, 1}, 0), 1));
    CHECK(is(slope("pow", {0, 1.5}, 0), 0));
    CHECK(is(slope("pow", {-3, 0}, 0), 0));
    CHECK(is(slope("pow", {0, 0}, 1), 0));
    CHECK_FALSE(slope("pow", {-2, 3}, 1).defined());
    CHECK_FALSE(value("pow", {-2, 0.5}).defined());
    CHECK(is(slope("relu", {0}), 0));
    CHECK(is(slope("leaky_relu", {0, 0.25}), 0.25));
    CHECK(is(slope("leaky_relu", {0, -1}), 0));
    CHECK(is(slope("elu", {0, 1}), 1));
    CHECK(is(slope("elu", {0, 0.5}), 0.5));
    CHECK(is(slope("asin", {1}), inf));
    CHECK(is(slope("acosh", {1}), inf));
    CHECK(is(slope("floor", {2}), 0));
    CHECK_FALSE(value("log", {-1}).defined());
    CHECK_FALSE(value("acosh", {std::nextafter(1, 0)}).defined());
    CHECK_FALSE(value("tgamma", {-2}).defined());
    CHECK_FALSE(value("digamma", {-2}).defined());
    CHECK(is(value("lgamma", {-2}), inf));
    CHECK(is(value("copysign", {3, -0.0}), -3));
    CHECK_FALSE(value("exp", {std::nan("")}).defined());
}

TEST_CASE("Infinite arguments have the limits") {
    CHECK(is(value("tanh", {inf}), 1));
    CHECK(is(slope("softplus", {inf}), 1));
    CHECK(is(slope("exp", {-inf}), 0));
    CHECK(value("atan", {-inf}).to_string(20) == "-1.5707963267948966192");
    CHECK(value("atan2", {inf, -inf}).to_string(20) == "2.3561944901923449288");
    CHECK(value("logaddexp", {-inf, 3}).nearest() == 3);
    CHECK(is(slope("logaddexp", {-inf, 3}, 1), 1));
    CHECK(is(slope("log_sum_exp", {-inf, 2, 2}, 1), 0.5));
    CHECK(is(slope("log_sum_exp", {-inf, 2, 2}, 0), 0));
    CHECK(is(value("hypot", {-inf, 1}), inf));
    CHECK(is(value("max", {-inf, 1}), 1));
    CHECK_FALSE(value("sin", {inf}).defined());
    CHECK_FALSE(value("sub", {inf, inf}).defined());
}

TEST_CASE("Long double arguments are taken in full") {
    const std::array x{1 + 0x1p-63L};
    CHECK(reference::value("sub", std::array{x[0], 1.0L}).ulp_error(0x1p-63L) == 0);
    CHECK(reference::value("log", x).nearest() == 0x1p-63);
    CHECK(reference::value("neg", std::array{-0x1p16000L}).ulp_error(0x1p16000L) == 0);
    CHECK(reference::partial("square", x, 0).ulp_error(2 + 0x1p-62L) == 0);
}

TEST_CASE("Unknown names and wrong numbers of arguments are refused") {
    CHECK(reference::knows("sigmoid"));
    CHECK_FALSE(reference::knows("sigmoids"));
    CHECK(reference::arity("fma") == 3);
    CHECK(reference::arity("log_sum_exp") == 0);
    CHECK_THROWS_AS(value("sigmoids", {1}), std::invalid_argument);
    CHECK_THROWS_AS(value("exp", {1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(slope("exp", {1}, 1), std::invalid_argument);
    CHECK_THROWS_AS(value("sum", {}), std::invalid_argument);
}
