// Sums of up to 10^7 terms and loops of 10^4 time steps: what the verbs for long tapes cost beside one tape that holds
// everything. Prints two tables; needs no other benchmark library.

#include <autodiff/format.hpp>
#include <autodiff/parallel.hpp>

#include <fmt/format.h>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace benchmarks {
namespace {

using autodiff::Tape;
using autodiff::Var;

constexpr double plain_tape_bytes_at_most = 8e9;

/// The seconds of one call: the least of several, or of one if that takes long.
double seconds(const std::function<void()>& call) {
    using Clock = std::chrono::steady_clock;
    double least = 1e300;
    double total = 0;
    for (int repetition = 0; repetition < 1000 && (repetition < 2 || total < 0.4); ++repetition) {
        const auto start = Clock::now();
        call();
        const double time = std::chrono::duration<double>(Clock::now() - start).count();
        least = std::min(least, time);
        total += time;
        if (time > 5) break;
    }
    return least;
}

/// Numbers in [-1, 1] that look random and are the same everywhere.
std::vector<double> data(std::size_t n) {
    std::vector<double> result(n);
    double x = 0.3;
    for (double& element : result) element = x = 1 - 1.99 * x * x;
    return result;
}

/// The log-likelihood of one observation in logistic regression. The observations repeat, so that they stay in cache.
struct LogisticTerm {
    static constexpr std::size_t parameters = 30;
    static constexpr const char* name = "logistic regression, 30 parameters";
    static constexpr std::size_t observations = 512;
    std::vector<double> features = data(observations * parameters);

    template <class X>
    auto operator()(std::size_t i, const X& x) const {
        const double* a = features.data() + i % observations * parameters;
        auto margin = x[0] * a[0];
        std::remove_cvref_t<decltype(x[0])> z = margin;
        for (std::size_t k = 1; k < parameters; ++k) z += x[k] * a[k];
        return softplus(i % 3 == 0 ? z : -z);
    }
};

/// A squared residual of a straight line.
struct LineTerm {
    static constexpr std::size_t parameters = 2;
    static constexpr const char* name = "least squares of a line, 2 parameters";
    static constexpr std::size_t observations = 4096;
    std::vector<double> numbers = data(observations + 1);

    template <class X>
    auto operator()(std::size_t i, const X& x) const {
        const std::size_t k = i % observations;
        return square(x[0] * numbers[k] + x[1] - numbers[k + 1]);
    }
};

struct Measured {
    double seconds = 0;
    double bytes = 0;
};

template <class Term>
std::optional<Measured> one_tape(std::size_t n, const Term& term, const std::vector<double>& point, Tape& tape,
                                 double bytes_per_term) {
    if (bytes_per_term * static_cast<double>(n) > plain_tape_bytes_at_most) return std::nullopt;
    Measured result;
    result.seconds = seconds([&] {
        tape.reset();
        const std::vector<Var> x = tape.variables(point);
        Var sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += term(i, x);
        tape.reverse(sum);
    });
    result.bytes = static_cast<double>(tape.statistics().bytes);
    return result;
}

std::string nanoseconds(std::optional<double> seconds, std::size_t n) {
    return seconds ? fmt::format("{:.1f}", *seconds / static_cast<double>(n) * 1e9) : "-";
}

std::string size(std::optional<double> bytes) {
    if (!bytes) return "-";
    if (*bytes < 1e6) return fmt::format("{:.1f} kB", *bytes / 1e3);
    return *bytes < 1e9 ? fmt::format("{:.1f} MB", *bytes / 1e6) : fmt::format("{:.2f} GB", *bytes / 1e9);
}

template <class Term>
double parallel_seconds(std::size_t n, const Term& term, const std::vector<double>& point, std::size_t threads) {
    const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    return seconds([&] { autodiff::parallel_value_and_gradient_of_sum(n, term, point); });
}

template <class Term>
void sums(const Term& term) {
    const std::vector<double> point = data(Term::parameters);
    Tape sample;
    const std::size_t few = 100;
    const double bytes_per_term = one_tape(few, term, point, sample, 0)->bytes / static_cast<double>(few);
    const double bytes_of_accumulate = one_tape(1, term, point, sample, 0)->bytes;
    fmt::print("\nsum of n terms: {}; nanoseconds a term\n", Term::name);
    fmt::print("{:>10} {:>9} {:>9} {:>10} {:>11} {:>10} {:>10}\n", "n", "one tape", "bytes", "accumulate", "bytes",
               "1 thread", "2 threads");
    for (std::size_t n = 1000; n <= 10'000'000; n *= 10) {
        Tape tape;
        const auto whole = one_tape(n, term, point, tape, bytes_per_term);
        tape.reset();
        const double in_pieces = seconds([&] { autodiff::value_and_gradient_of_sum(n, term, point); });
        fmt::print("{:>10} {:>9} {:>9} {:>10} {:>11} {:>10} {:>10}\n", n,
                   nanoseconds(whole ? std::optional(whole->seconds) : std::nullopt, n),
                   size(whole ? std::optional(whole->bytes) : std::nullopt), nanoseconds(in_pieces, n),
                   size(bytes_of_accumulate), nanoseconds(parallel_seconds(n, term, point, 1), n),
                   nanoseconds(parallel_seconds(n, term, point, 2), n));
    }
}

constexpr std::size_t cells = 200;
constexpr std::size_t steps = 10'000;

/// One explicit step of u_t = d u_xx + r u (1 - u) on a ring of cells; counts its calls.
struct ReactionDiffusion {
    std::size_t* calls;

    template <class X>
    std::vector<Var> operator()(std::size_t /*step*/, const X& u, const X& p) const {
        ++*calls;
        std::vector<Var> next;
        next.reserve(cells);
        for (std::size_t i = 0; i < cells; ++i) {
            const Var& left = u[i == 0 ? cells - 1 : i - 1];
            const Var& right = u[i + 1 == cells ? 0 : i + 1];
            next.emplace_back(u[i] + p[0] * (left - 2 * u[i] + right) + p[1] * u[i] * (1 - u[i]));
        }
        return next;
    }
};

Measured time_stepping(std::size_t snapshots, std::size_t& calls) {
    std::vector<double> start = data(cells);
    for (double& u : start) u = 0.5 + 0.4 * u;
    const ReactionDiffusion step{&calls};
    Tape tape;
    Measured result;
    result.seconds = seconds([&] {
        calls = 0;
        tape.reset();
        std::vector<Var> u = tape.variables(start);
        const std::vector<Var> p = tape.variables(std::vector<double>{0.2, 1e-3});
        if (snapshots == 0)
            for (std::size_t i = 0; i < steps; ++i) u = step(i, u, p);
        else
            u = autodiff::checkpoint(steps, snapshots, step, u, p);
        Var energy = 0;
        for (const Var& x : u) energy += x * x;
        result.bytes = static_cast<double>(tape.statistics().bytes);
        tape.reverse(energy);
    });
    if (snapshots == 0) result.bytes = static_cast<double>(tape.statistics().bytes);
    return result;
}

void loops() {
    fmt::print("\n{} time steps of {} cells\n", steps, cells);
    fmt::print("{:>16} {:>9} {:>9} {:>16}\n", "", "seconds", "memory", "calls of a step");
    std::size_t calls = 0;
    const auto row = [&](const std::string& name, const Measured& measured) {
        fmt::print("{:>16} {:>9.3f} {:>9} {:>16.2f}\n", name, measured.seconds, size(measured.bytes),
                   static_cast<double>(calls) / static_cast<double>(steps));
    };
    const Measured whole = time_stepping(0, calls);
    row("one tape", whole);
    const double one_step = whole.bytes / static_cast<double>(steps);
    for (const std::size_t snapshots : std::vector<std::size_t>{5, 10, 20, 100}) {
        Measured measured = time_stepping(snapshots, calls);
        measured.bytes += one_step;
        row(fmt::format("{} snapshots", snapshots), measured);
    }
}

} // namespace
} // namespace benchmarks

int main(int argc, char** argv) {
    if (argc > 1) {
        fmt::print(stderr, "long tapes: there are no options, got {}; leave it out.\n", argv[1]);
        return 2;
    }
    benchmarks::sums(benchmarks::LineTerm());
    benchmarks::sums(benchmarks::LogisticTerm());
    benchmarks::loops();
}
