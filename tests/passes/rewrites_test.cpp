// The proof of every row of the table of rewrites: both sides have the same values and derivatives.
//
// The left side is computed in long double, which has 11 bits more than double; the domains below end where the left
// side loses more than about 8 of them to cancellation, so that it is the truth to a fraction of a double's ulp
// although it is the very formula that the row replaces. (Where the left side fails, the right side is an operation of
// the catalogue, whose accuracy over its whole domain is measured against rigorous enclosures with the operations.)

#include "catch.hpp"
#include "graphs.hpp"

#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/rewrites.hpp>
#include <autodiff/passes/simplify.hpp>

#include <autodiff/dual/dual.hpp>
#include <autodiff/ops/nary.hpp>
#include <autodiff/variable/graph_recorder.hpp>
#include <autodiff/variable/real.hpp>

#include <map>
#include <set>

using namespace autodiff;
using namespace passes_test;

namespace {

struct Range {
    double low, high;
};

/// Where a row is tested, and the largest error allowed there in ulp: of the value, of first and of second derivatives.
struct Domain {
    std::vector<Range> ranges; ///< one a variable
    double value_ulp = 4;
    double first_ulp = 8;
    double second_ulp = 16;
    /// A derivative has a zero inside, where no relative accuracy can be asked for: errors of derivatives are measured
    /// against the larger of the derivative and the one before it.
    bool has_zeros = false;
};

constexpr bool has_zeros = true;

const std::map<std::string_view, Domain> domains{
    {"sigmoid from exp(x)", {{{-40, 5}}, 4, 8, 16, has_zeros}},
    {"sigmoid from a product with exp(x)", {{{-40, 5}, {-9, 9}}, 4, 8, 16, has_zeros}},
    {"sigmoid of a difference", {{{-3, 3}, {-3, 3}}, 6, 8, 16, has_zeros}},
    {"sigmoid from 1 + exp(x)", {{{-5, 40}, {-9, 9}}, 4, 8, 16, has_zeros}},
    {"complement of sigmoid", {{{-40, 5}}, 4, 8, 16, has_zeros}},
    {"sigmoid from its complement", {{{-40, 5}}, 4, 8, 16, has_zeros}},
    {"squared sigmoid", {{{-5, 40}, {-9, 9}}, 6, 8, 16, has_zeros}},
    {"derivative of sigmoid", {{{-40, 5}}, 4, 8, 16, has_zeros}},
    {"logit", {{{0.001, 0.4}}, 4, 8, 16, has_zeros}},
    {"logit from two logarithms", {{{0.001, 0.4}}, 4, 8, 16, has_zeros}},
    {"silu", {{{-40, 40}}, 4, 8, 16, has_zeros}},
    {"softplus", {{{-5, 5}}}},
    {"softplus from log1p", {{{-40, 5}}}},
    {"softplus of -x", {{{-40, 5}}}},
    {"log_sigmoid from softplus", {{{-40, 5}}}},
    {"log_sigmoid from -softplus", {{{-40, 40}}}},
    {"softplus from -log_sigmoid", {{{-40, 40}}}},
    {"log_sigmoid", {{{-5, 5}}}},
    {"reciprocal of exp", {{{-100, 100}}}},
    {"expm1", {{{0.01, 40}}}},
    {"logaddexp", {{{0.1, 4}, {0.1, 4}}}},
    {"log of exp", {{{0.01, 40}}, 1, 1, 1, has_zeros}},
    {"log1p", {{{0.01, 1e9}}}},
    {"square", {{{-1e3, 1e3}}}},
    {"square from pow", {{{-1e3, 1e3}}}},
    {"hypot", {{{0.5, 9}, {0.5, 9}}, 4, 8, 16, has_zeros}},
    {"erfc", {{{-2, 1.5}}}},
    {"erf", {{{0.05, 2}}}},
    {"relu", {{{-9, 9}}}},
    {"relu from 0 < x", {{{-9, 9}}}},
    {"relu from x <= 0", {{{-9, 9}}}},
    {"relu from 0 >= x", {{{-9, 9}}}},
    {"fma", {{{1, 9}, {1, 9}, {1, 9}}}},
    {"fma of a negative product", {{{1, 9}, {1, 9}, {-9, -1}}}},
    {"fma of a square", {{{-9, 9}, {1, 9}}}},
};

const Domain& domain_of(std::string_view row) {
    const auto found = domains.find(row);
    if (found == domains.end()) FAIL("no domain to test the rewrite " << row << " on");
    return found->second;
}

template <class F>
void for_each_row(F&& f) {
    passes::for_each_rewrite([&f](const auto& row) {
        INFO("rewrite: " << row.name);
        f(row);
    });
}

/// f at arguments given as an array.
template <class F, class T, std::size_t N>
T call(const F& f, const std::array<T, N>& x) {
    return std::apply([&f](const auto&... argument) { return T(f(argument...)); }, x);
}

template <class T>
struct SecondOrder {
    T value, first, second;
};

/// f, df/dx_i and d2f/dx_i dx_j with seeds that are not 1, so that a missing chain factor shows.
template <class T, class F, std::size_t N>
SecondOrder<T> second_order(const F& f, const std::array<double, N>& x, std::size_t i, std::size_t j) {
    using Inner = Dual<T>;
    using Outer = Dual<Inner>;
    const T seed_i = T(-0.75), seed_j = T(1.25);
    std::array<Outer, N> arguments;
    for (std::size_t k = 0; k < N; ++k)
        arguments[k] = Outer(Inner(T(x[k]), {k == i ? seed_i : T(0)}), {Inner(k == j ? seed_j : T(0))});
    const Outer y = call(f, arguments);
    return {y.value().value(), y.value().tangent() / seed_i, y.tangent().tangent() / (seed_i * seed_j)};
}

/// In units of the last place of the truth or of the scale, whichever is larger.
double error(double computed, long double truth, long double scale) {
    return ulps(std::max(std::abs(truth), scale) + (computed - truth), std::max(std::abs(truth), scale));
}

struct Worst {
    double value = 0, first = 0, second = 0;
};

template <class Row, std::size_t N>
void compare_at(const Row& row, const Domain& domain, const std::array<double, N>& x, Worst& worst) {
    for (std::size_t i = 0; i < N; ++i)
        for (std::size_t j = 0; j < N; ++j) {
            const auto truth = second_order<long double>(row.pattern, x, i, j);
            const auto fused = second_order<double>(row.replacement, x, i, j);
            const long double first_scale = domain.has_zeros ? std::abs(truth.value) : 0;
            const long double second_scale = domain.has_zeros ? std::abs(truth.first) : 0;
            worst.value = std::max(worst.value, ulps(fused.value, truth.value));
            worst.first = std::max(worst.first, error(fused.first, truth.first, first_scale));
            worst.second = std::max(worst.second, error(fused.second, truth.second, second_scale));
        }
}

} // namespace

TEST_CASE("every rewrite has a name of its own and a domain to be proved on, and no domain lacks its rewrite") {
    std::set<std::string_view> names;
    for_each_row([&](const auto& row) {
        CHECK(names.insert(row.name).second);
        CHECK(domain_of(row.name).ranges.size() == static_cast<std::size_t>(row.variables));
        CHECK_FALSE(row.gain.empty());
    });
    CHECK(names.size() == domains.size());
}

TEST_CASE("both sides of every rewrite have the same value, first and second derivatives at thousands of points") {
    const std::uint64_t seed = 77;
    for_each_row([&](const auto& row) {
        constexpr std::size_t n = std::remove_cvref_t<decltype(row)>::variables;
        const Domain& domain = domain_of(row.name);
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        Worst worst;
        for (int point = 0; point < 4000; ++point) {
            std::array<double, n> x;
            for (std::size_t k = 0; k < n; ++k)
                x[k] = std::uniform_real_distribution<double>(domain.ranges[k].low, domain.ranges[k].high)(random);
            compare_at(row, domain, x, worst);
        }
        CHECK(worst.value <= domain.value_ulp);
        CHECK(worst.first <= domain.first_ulp);
        CHECK(worst.second <= domain.second_ulp);
    });
}

namespace {

/// log(exp(x0) + exp(x1) + ...) as spelled out, and as one operation.
struct SpelledOut {
    template <class... T>
    auto operator()(const T&... x) const {
        return log((exp(x) + ...));
    }
};
struct OneOperation {
    template <class T, class... More>
    auto operator()(const T& x, const More&... more) const {
        return log_sum_exp(std::vector<T>{x, more...});
    }
};

template <std::size_t N>
void compare_log_sum_exp(std::mt19937_64& random) {
    struct {
        SpelledOut pattern;
        OneOperation replacement;
    } const row;
    std::uniform_real_distribution<double> uniform(0.1, 3);
    Worst worst;
    std::array<double, N> x;
    for (int point = 0; point < 1000; ++point) {
        for (double& xi : x) xi = uniform(random);
        compare_at(row, {.ranges = {}}, x, worst);
    }
    CHECK(worst.value <= 4);
    CHECK(worst.first <= 8);
    CHECK(worst.second <= 32);
}

} // namespace

TEST_CASE("log_sum_exp has the value, first and second derivatives of the log of a sum of exponentials") {
    const std::uint64_t seed = 78;
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    compare_log_sum_exp<3>(random);
    compare_log_sum_exp<5>(random);
}

namespace {

/// What f records with active scalars.
template <std::size_t N, class F>
Graph recorded(const F& f) {
    GraphRecorder recorder;
    std::array<Var, N> x;
    for (Var& v : x) v = Var::from_recorder(0.3, recorder.input());
    const Var y = call(f, x);
    recorder.output(y.id(), y.value());
    return recorder.take();
}

} // namespace

TEST_CASE("fuse finds the left side of every rewrite in what a program records, and puts the right side there") {
    for_each_row([&](const auto& row) {
        constexpr std::size_t n = std::remove_cvref_t<decltype(row)>::variables;
        const Graph pattern = recorded<n>(row.pattern);
        const Graph replacement = recorded<n>(row.replacement);
        const bool fma = row.when == passes::When::fma_allowed;
        CAPTURE(text(pattern), text(replacement));
        const Graph fused = fuse(pattern, {.fma = fma});
        CHECK(text(fused) == text(fuse(replacement)));
        CHECK(same(fuse(fused, {.fma = fma}), fused));
        if (fma) CHECK(text(fuse(pattern)).find("fma") == std::string::npos);
    });
}

TEST_CASE("at the kink of relu both sides of its rewrites have the value 0 and the slope 0") {
    for_each_row([&](const auto& row) {
        if constexpr (std::remove_cvref_t<decltype(row)>::variables == 1)
            if (row.name.substr(0, 4) == "relu") {
                const auto x = Dual<double>::variable(0.0, 0, 3.5);
                CHECK(Dual<double>(row.pattern(x)).value() == 0);
                CHECK(Dual<double>(row.pattern(x)).tangent() == 0);
                CHECK(Dual<double>(row.replacement(x)).tangent() == 0);
            }
    });
    // max(x, 0) has the slope 1/2 there, and is left alone
    const Graph graph = graph_of(1, [](const auto& x) { return max(x[0], 0.0); });
    CHECK(count<ops::Relu>(fuse(graph)) == 0);
}
