// longer than 300 lines because every planted bug is a struct that stands beside the tests that find it
//
// Rules and functions with one bug each. The checks have to find it, and name it.

#include <catch.hpp>
#include <seed.hpp>

#include <autodiff/validation/checks/check.hpp>
#include <autodiff/variable/external.hpp>

#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <string_view>
#include <vector>

namespace ad = autodiff;
namespace ops = autodiff::ops;
namespace math = autodiff::math;
using ad::Cause;
using ad::Dual;
using ad::Var;

namespace {

ad::CheckOptions with_seed() {
    ad::CheckOptions options;
    options.seed = test_seed();
    return options;
}

/// The causes of the failures: each once.
std::vector<std::string_view> causes(const ad::Report& report) {
    std::vector<std::string_view> result;
    for (const ad::Finding& finding : report.findings)
        if (finding.fails && std::find(result.begin(), result.end(), to_text(finding.cause)) == result.end())
            result.push_back(to_text(finding.cause));
    return result;
}

/// The one cause of all failures; the report otherwise.
std::string only_cause(const ad::Report& report) {
    const auto found = causes(report);
    return found.size() == 1 ? std::string(found.front()) : to_text(report);
}

std::string text(Cause cause) { return std::string(to_text(cause)); }

/// What is said about the first finding with this cause.
std::string explanation(const ad::Report& report, Cause cause) {
    for (const ad::Finding& finding : report.findings)
        if (finding.cause == cause) return finding.explanation;
    return to_text(report);
}

/// sin(x^2), with any partial.
template <class Partial>
struct SineOfSquare : ops::Unary {
    static constexpr auto notation = ops::call("sine_of_square");
    template <class T>
    static constexpr T value(const T& x) {
        return math::sin(T(x * x));
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        return Partial::of(x);
    }
};

struct RightPartial {
    template <class T>
    static T of(const T& x) {
        return T(2 * x * math::cos(T(x * x)));
    }
};
struct InnerForgotten {
    template <class T>
    static T of(const T& x) {
        return math::cos(T(x * x));
    }
};
struct WrongSign {
    template <class T>
    static T of(const T& x) {
        return T(-2 * x * math::cos(T(x * x)));
    }
};
struct WrongConstant {
    template <class T>
    static T of(const T& x) {
        return T(2.0001 * x * math::cos(T(x * x)));
    }
};
struct WrongTerm {
    template <class T>
    static T of(const T& x) {
        return T(2 * x * math::cos(T(x * x)) + math::sin(x));
    }
};
struct Nothing {
    template <class T>
    static T of(const T&) {
        return T(0);
    }
};

/// x exp(y), with the two partials exchanged.
struct Swapped : ops::Binary {
    static constexpr auto notation = ops::call("swapped");
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return T(x * math::exp(y));
    }
    template <class T>
    static constexpr T partial_x(const T&, const T&, const T& r) {
        return r;
    }
    template <class T>
    static constexpr T partial_y(const T&, const T& y, const T&) {
        return math::exp(y);
    }
};

/// fmod, with the quotient rounded down instead of towards zero.
struct FloorForTrunc : ops::Binary {
    static constexpr auto notation = ops::call("floor_for_trunc");
    template <class T>
    static constexpr T value(const T& x, const T& y) {
        return T(x - math::trunc(T(x / y)) * y);
    }
    template <class T>
    static constexpr ops::One partial_x(const T&, const T&, const T&) {
        return {};
    }
    template <class T>
    static constexpr T partial_y(const T& x, const T& y, const T&) {
        return T(-math::floor(T(x / y)));
    }
};

/// |x|, with x/|x| for its derivative.
struct AbsByQuotient : ops::Unary {
    static constexpr auto notation = ops::call("abs_by_quotient");
    template <class T>
    static constexpr T value(const T& x) {
        return math::abs(x);
    }
    template <class T>
    static constexpr T partial(const T& x, const T& r) {
        return T(x / r);
    }
};

/// 1 - cos x without cancellation, but sin x from 1 - cos^2 x, which cancels.
struct CancellingSine : ops::Unary {
    static constexpr auto notation = ops::call("cancelling_sine");
    template <class T>
    static constexpr T value(const T& x) {
        const T s = math::sin(T(x / 2));
        return T(2 * s * s);
    }
    template <class T>
    static constexpr T partial(const T& x, const T&) {
        const T c = math::cos(x);
        return math::sqrt(T(1 - c * c));
    }
};

/// atan2 with x / (x^2 + y^2), whose squares overflow and underflow.
struct NaiveAtan2 : ops::Binary {
    static constexpr auto notation = ops::call("naive_atan2");
    template <class T>
    static constexpr T value(const T& y, const T& x) {
        return math::atan2(y, x);
    }
    template <class T>
    static constexpr T partial_x(const T& y, const T& x, const T&) {
        return T(x / (x * x + y * y));
    }
    template <class T>
    static constexpr T partial_y(const T& y, const T& x, const T&) {
        return T(-y / (x * x + y * y));
    }
};

template <class Partial>
ad::Report sine_of_square() {
    return ad::check_rule<SineOfSquare<Partial>>({{-3, 3}}, with_seed());
}

/// x0^2 x1 and its adjoint; `wrong` says what is forgotten.
enum class Wrong { nothing, output_adjoint, input_tangent, sign, state };

class SquareTimes : public ad::ExternalFunction<double> {
  public:
    SquareTimes(std::vector<double> x, Wrong wrong) : x_(std::move(x)), wrong_(wrong) {}
    void reverse(std::span<const double> w, std::span<double> result) override {
        const double factor = wrong_ == Wrong::output_adjoint ? 1 : wrong_ == Wrong::sign ? -w[0] : w[0];
        result[0] = factor * 2 * x_[0] * x_[1];
        result[1] = factor * x_[0] * x_[0];
        if (wrong_ == Wrong::state) x_[1] = 0;
    }
    void forward(std::span<const double> v, std::span<double> result) override {
        const double v0 = wrong_ == Wrong::input_tangent && v[0] != 0 ? 1 : v[0];
        const double v1 = wrong_ == Wrong::input_tangent && v[1] != 0 ? 1 : v[1];
        result[0] = 2 * x_[0] * x_[1] * v0 + x_[0] * x_[0] * v1;
    }

  private:
    std::vector<double> x_;
    Wrong wrong_;
};

ad::Report check_external(Wrong wrong) {
    const auto f = [wrong](const std::vector<Var>& x) {
        const std::vector<double> values{x[0].value(), x[1].value()};
        return ad::external(x, std::vector{values[0] * values[0] * values[1]},
                            std::make_unique<SquareTimes>(values, wrong))[0];
    };
    return ad::check_rule(f, {{-2, 2}, {-2, 2}}, with_seed());
}

} // namespace

TEST_CASE("A right rule passes") {
    CHECK(sine_of_square<RightPartial>());
    CHECK(ad::check_rule<ops::Fmod>({{-9, 9}, {-4, 4}}, with_seed()));
}

TEST_CASE("A rule without the factor of the inner function is found, and the factor named") {
    const ad::Report report = sine_of_square<InnerForgotten>();
    CHECK(only_cause(report) == text(Cause::missing_chain_factor));
    CHECK(explanation(report, Cause::missing_chain_factor) ==
          "what was found over what was expected is 0.5 * x^-1 at all points");
}

TEST_CASE("A rule with the wrong sign is found and called that") {
    CHECK(only_cause(sine_of_square<WrongSign>()) == text(Cause::wrong_sign));
}

TEST_CASE("A rule with a constant that is off in its fifth digit is found, and the factor given") {
    const ad::Report report = sine_of_square<WrongConstant>();
    CHECK(only_cause(report) == text(Cause::wrong_constant));
    CHECK(explanation(report, Cause::wrong_constant) == "it is 1.00005 times what it should be, at all points");
}

TEST_CASE("A rule with a wrong term is found, and one that is always zero") {
    CHECK(only_cause(sine_of_square<WrongTerm>()) == text(Cause::wrong_formula));
    CHECK(only_cause(sine_of_square<Nothing>()) == text(Cause::lost_dependence));
}

TEST_CASE("Exchanged partials are found, and what they were exchanged with") {
    const ad::Report report = ad::check_rule<Swapped>({{-2, 2}, {-2, 2}}, with_seed());
    CHECK(explanation(report, Cause::swapped_arguments) ==
          "it is the derivative with respect to x1, and the other way round");
}

TEST_CASE("A rule that is wrong for negative quotients alone is found as a wrong branch") {
    const ad::Report report = ad::check_rule<FloorForTrunc>({{-9, 9}, {0.5, 4}}, with_seed());
    CHECK(only_cause(report) == text(Cause::wrong_branch));
    for (const ad::Finding& finding : report.findings)
        if (finding.fails) CHECK(finding.x[0] * finding.x[1] < 0);
}

TEST_CASE("A derivative that is NaN at a kink fails; a subgradient there passes with a remark") {
    const ad::Report quotient = ad::check_rule<AbsByQuotient>({{-1, 1}}, with_seed());
    CHECK(only_cause(quotient) == text(Cause::not_differentiable));
    const ad::Report kink = ad::check_gradient([](const auto& x) { return abs(x); }, 0.0, with_seed());
    CHECK(kink);
    CHECK(explanation(kink, Cause::not_differentiable) == "the slope along x is -1 on the left and 1 on the right");
}

TEST_CASE("A jump is said to be one") {
    const ad::Report report = ad::check_gradient([](const auto& x) { return fmod(x, 1.0); }, 3.0, with_seed());
    CHECK(report);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].cause == Cause::discontinuity);
    CHECK_FALSE(report.findings[0].fails);
}

TEST_CASE("A rule that cancels, and one that overflows and underflows, lose accuracy") {
    CHECK(only_cause(ad::check_rule<CancellingSine>({{1e-6, 3}}, with_seed())) == text(Cause::loses_accuracy));
    const std::vector<std::vector<double>> points{{1e-200, 2e-200}, {1e200, 3e200}};
    const ad::checks::Subject subject = ad::checks::subject_of_rule<NaiveAtan2>(2);
    const ad::Report report = ad::checks::check_points(subject, points, {ad::real_line, ad::real_line}, with_seed());
    CHECK(only_cause(report) == text(Cause::loses_accuracy));
}

TEST_CASE("A right external function passes") { CHECK(check_external(Wrong::nothing)); }

TEST_CASE("An adjoint that is right for seeds of 1 alone is found, and the forgotten factor named") {
    const ad::Report reverse = check_external(Wrong::output_adjoint);
    CHECK(only_cause(reverse) == text(Cause::missing_chain_factor));
    CHECK(explanation(reverse, Cause::missing_chain_factor) ==
          "the adjoint of the output is not multiplied with: it is taken for 1");
    const ad::Report forward = check_external(Wrong::input_tangent);
    CHECK(only_cause(forward) == text(Cause::missing_chain_factor));
}

TEST_CASE("An adjoint with the wrong sign is found, and one that is right only once") {
    CHECK(causes(check_external(Wrong::sign)).front() == text(Cause::wrong_sign));
    CHECK_FALSE(check_external(Wrong::state));
}

TEST_CASE("A forward derivative that forgets the tangent is found although it is right for seeds of 1") {
    struct Erf {
        Var operator()(const std::vector<Var>& x) const { return erf(x[0]); }
        Dual<double> operator()(const std::vector<Dual<double>>& x) const {
            const double v = x[0].value();
            return {std::erf(v), {x[0].tangent() == 0 ? 0 : 2 / std::sqrt(std::acos(-1.0)) * std::exp(-v * v)}};
        }
    };
    const ad::Report report = ad::check_gradient(Erf{}, {0.3}, with_seed());
    CHECK(only_cause(report) == text(Cause::missing_chain_factor));
    CHECK(explanation(report, Cause::missing_chain_factor) ==
          "the tangent of the input is not multiplied with: it is taken for 1");
}

TEST_CASE("A dependence that value() cuts is found") {
    const auto f = [](const std::vector<Var>& x) { return x[0] * std::sin(x[1].value()); };
    const ad::Report report = ad::check_function(f, {{0.5, 2}, {0.5, 1}}, with_seed());
    CHECK(only_cause(report) == text(Cause::lost_dependence));
}

TEST_CASE("A derivative written by hand is checked like the others") {
    const auto f = [](const auto& x) { return x[0] * x[0] * sin(x[1]); };
    const auto right = [](const std::vector<double>& x) {
        return std::vector{2 * x[0] * std::sin(x[1]), x[0] * x[0] * std::cos(x[1])};
    };
    const auto wrong = [](const std::vector<double>& x) {
        return std::vector{2 * x[0] * std::sin(x[1]), x[0] * std::cos(x[1])};
    };
    CHECK(ad::check_hand_written(f, right, {{-2, 2}, {-2, 2}}, with_seed()));
    const ad::Report report = ad::check_hand_written(f, wrong, {{-2, 2}, {-2, 2}}, with_seed());
    CHECK(only_cause(report) == text(Cause::missing_chain_factor));
    CHECK(report.findings[0].component == "d f / d x1");
    CHECK(explanation(report, Cause::missing_chain_factor) ==
          "what was found over what was expected is x0^-1 at all points");
}
