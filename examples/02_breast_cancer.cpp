// Fits an L2-regularised logistic regression to the Wisconsin breast-cancer data: the loss is ordinary C++ over ad::Var
// (breast_cancer/model.hpp), its gradient comes from the tape, the steps from NLopt (breast_cancer/fit.hpp). Then fits
// it again with gradients from programs that run over all samples (breast_cancer/losses.hpp).
#include "breast_cancer/fit.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string_view>
#include <utility>

namespace {

using namespace breast_cancer;

constexpr std::string_view usage = R"(usage: 02_breast_cancer [<file>]

Fits an L2-regularised logistic regression, the sum of the samples' log losses and half the square of the weights
(the bias not penalised, features standardised), until the norm of the gradient is below 1e-8: first with gradients
from the tape, then with gradients from compiled programs.

  <file>   comma-separated; first line: samples,features,name of class 0,name of class 1; then one sample a line, its
           features and its class, 0 or 1. A file beside it that ends in .names may hold the features' names, one a
           line. Without <file>: the Wisconsin breast-cancer data.
  --help   this text

Progress goes to standard error, results to standard output. The exit status is 1 when something is wrong.
)";

/// Shows a fit while it runs: on a terminal in one line that is rewritten, otherwise as a line now and then.
class ProgressDisplay {
  public:
    void operator()(const Progress& progress) {
        if (!terminal_ && progress.iterations < next_iteration_) { return; }
        next_iteration_ = progress.iterations + 10;
        fmt::print(stderr, "{}iteration {:4}   loss {:14.8f}   gradient norm {:8.2e}{}", terminal_ ? "\r" : "",
                   progress.iterations, progress.loss, progress.gradient_norm, terminal_ ? "  " : "\n");
    }

    /// Leaves the line, so that what is printed next begins on its own.
    void finish() const {
        if (terminal_) { fmt::print(stderr, "\n"); }
    }

  private:
    bool terminal_ = isatty(STDERR_FILENO) == 1;
    int next_iteration_ = 0;
};

void print_data(const DataSet& data, const std::filesystem::path& path) {
    const auto ones = std::ranges::count(data.classes, 1);
    fmt::print("Data        {}: {} samples of {} features; {} {}, {} {}\n", path.filename().string(),
               data.classes.size(), data.feature_names.size(), data.classes.size() - static_cast<std::size_t>(ones),
               data.class_names[0], ones, data.class_names[1]);
    fmt::print("Model       logistic regression, {} weights and a bias; log losses + |weights|^2 / 2\n",
               data.feature_names.size());
    std::fflush(stdout); // before the progress, which is not buffered
}

void print_fit(const Fit& fit, const Samples& samples, std::chrono::duration<double, std::milli> time) {
    const Progress& reached = fit.reached;
    const std::size_t hits = correct(fit.parameters, samples);
    const std::size_t n = samples.signs.size();
    fmt::print("Loss        {:.10f}\n", reached.loss);
    fmt::print("Gradient    norm {:.2e}\n", reached.gradient_norm);
    fmt::print("Accuracy    {:.2f} % on these data ({} of {})\n",
               100 * static_cast<double>(hits) / static_cast<double>(n), hits, n);
    fmt::print("Iterations  {}, with {} gradients from the tape, in {} rounds\n", reached.iterations,
               reached.evaluations, reached.rounds);
    fmt::print("Time        {:.1f} ms\n", time.count());
}

void print_second_fit(const Fit& fit, const Fit& first, std::chrono::duration<double, std::milli> time) {
    double distance = 0;
    for (std::size_t j = 0; j < fit.parameters.size(); ++j) {
        distance = std::max(distance, std::abs(fit.parameters[j] - first.parameters[j]));
    }
    fmt::print("By program  loss {:.10f}, gradient norm {:.2e}, parameters within {:.1e}; {:.1f} ms\n",
               fit.reached.loss, fit.reached.gradient_norm, distance, time.count());
}

void print_largest_weights(const Fit& fit, const DataSet& data) {
    std::vector<std::size_t> order(data.feature_names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t j) { return std::abs(fit.parameters[j]); });
    fmt::print("\nLargest weights of the standardised features: + speaks for {}, - for {}\n", data.class_names[1],
               data.class_names[0]);
    for (const std::size_t j : std::span(order).first(std::min<std::size_t>(order.size(), 8))) {
        fmt::print("  {:+.4f}  {}\n", fit.parameters[j], data.feature_names[j]);
    }
    fmt::print("  {:+.4f}  (bias)\n", fit.parameters.back());
}

/// A fit from zero, shown while it runs, and the time that it took, with what is made ready for it.
template <class Prepare>
std::pair<Fit, std::chrono::duration<double, std::milli>> timed_fit(std::size_t parameters, const Prepare& prepare) {
    ProgressDisplay display;
    const auto begin = std::chrono::steady_clock::now();
    try {
        Fit result = fit(prepare(), std::vector<double>(parameters), std::ref(display));
        const auto end = std::chrono::steady_clock::now();
        display.finish();
        return {std::move(result), end - begin};
    } catch (...) {
        display.finish();
        throw;
    }
}

void run(const std::filesystem::path& path) {
    const DataSet data = read_data_set(path);
    const Samples samples = standardised(data);
    print_data(data, path);
    const std::size_t parameters = data.feature_names.size() + 1;

    const auto [first, time] = timed_fit(parameters, [&] { return on_tape(samples); });
    print_fit(first, samples, time);
    std::fflush(stdout);
    const auto [second, second_time] = timed_fit(parameters, [&] { return by_program(samples); });
    print_second_fit(second, first, second_time);
    print_largest_weights(first, data);
}

} // namespace

int main(int argc, char* argv[]) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    try {
        if (arguments.size() == 1 && (arguments[0] == "--help" || arguments[0] == "-h")) {
            fmt::print("{}", usage);
        } else if (arguments.size() > 1 || (!arguments.empty() && arguments[0].starts_with('-'))) {
            throw DataError(fmt::format("'{}' is not understood: give one file or --help", arguments.back()));
        } else {
            run(arguments.empty() ? std::filesystem::path(AUTODIFF_EXAMPLE_DATA) / "breast_cancer.csv"
                                  : std::filesystem::path(arguments[0]));
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "02_breast_cancer: {}\n", error.what());
        return 1;
    }
}
