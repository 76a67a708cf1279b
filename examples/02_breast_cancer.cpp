// Fits an L2-regularised logistic regression to the Wisconsin breast-cancer data: the loss is ordinary C++ over ad::Var
// (breast_cancer/model.hpp), its gradient comes from the tape, the steps from NLopt (breast_cancer/fit.hpp).
#include "breast_cancer/fit.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string_view>

namespace {

using namespace breast_cancer;

constexpr std::string_view usage = R"(usage: 02_breast_cancer [<file>]

Fits an L2-regularised logistic regression, the sum of the samples' log losses and half the square of the weights
(the bias not penalised, features standardised), until the norm of the gradient is below 1e-8.

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

void run(const std::filesystem::path& path) {
    const DataSet data = read_data_set(path);
    const Samples samples = standardised(data);
    print_data(data, path);

    ProgressDisplay display;
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<double> start(data.feature_names.size() + 1);
    Fit result;
    try {
        result = fit(samples, start, std::ref(display));
    } catch (...) {
        display.finish();
        throw;
    }
    const auto end = std::chrono::steady_clock::now();
    display.finish();
    print_fit(result, samples, end - begin);
    print_largest_weights(result, data);
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
