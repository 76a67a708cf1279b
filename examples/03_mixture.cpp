// Fits a mixture of three normal distributions in the plane to a million points. The density of one point is ordinary
// C++ over ad::Var; recorded once, differentiated and compiled, it runs over all points on all cores. Steps come from
// NLopt.
#include "mixture/fit.hpp"

#include <unistd.h>

#include <cstdio>
#include <exception>

namespace {

using namespace mixture;

/// A bar for the points of one gradient, rewritten in place, where standard error is a terminal; else nothing.
class ProgressBar {
  public:
    bool operator()(const Progress& progress, std::size_t done, std::size_t total) const {
        if (!terminal_) { return true; }
        constexpr std::size_t width = 30;
        const std::size_t filled = total == 0 ? width : width * done / total;
        fmt::print(stderr, "\rgradient {:3}  [{:<{}}]  loss {:.9f} ", progress.evaluations + 1,
                   std::string(filled, '='), width, progress.loss);
        return true;
    }

    void finish() const {
        if (terminal_) { fmt::print(stderr, "\r{:70}\r", ""); }
    }

  private:
    bool terminal_ = isatty(STDERR_FILENO) == 1;
};

void print(const char* title, const std::vector<Component>& components) {
    fmt::print("{}\n  weight      mean x   mean y    sd x    sd y   correlation\n", title);
    for (const Component& c : components) {
        fmt::print("  {:6.3f}  {:10.3f} {:8.3f} {:7.3f} {:7.3f} {:13.3f}\n", c.weight, c.mean[0], c.mean[1], c.sd[0],
                   c.sd[1], c.correlation);
    }
}

void run() {
    const std::vector<Component> truth{
        {0.5, {-2, 0}, {1, 0.5}, 0.3}, {0.3, {1.5, 2}, {0.7, 0.9}, -0.5}, {0.2, {2, -1.5}, {0.6, 0.4}, 0}};
    const std::vector<Point> points = draw(truth, 1'000'000, 20240229);
    fmt::print("Points      {}, drawn from {} normal distributions in the plane\n", points.size(), truth.size());

    const ad::Program loss = compile_loss(truth.size());
    const ad::ProgramStatistics statistics = loss.statistics();
    fmt::print("Program     {} parameters, {} flops a point; {} instructions on {}\n", parameters_of(truth.size()),
               statistics.flops, statistics.instructions, ad::name(statistics.instruction_set));
    std::fflush(stdout);

    const ProgressBar bar;
    const Fit result = fit(loss, points, start(points, truth.size()), bar);
    bar.finish();
    fmt::print("Loss        {:.7f} a point\n", result.reached.loss);
    fmt::print("Gradient    norm {:.1e}\n", result.reached.gradient_norm);
    fmt::print("Time        {:.2f} s, {} gradients: {:.1f} ns a point\n", result.seconds, result.reached.evaluations,
               1e9 * result.seconds / static_cast<double>(result.reached.evaluations) /
                   static_cast<double>(points.size()));
    print("\nDrawn from", truth);
    print("Recovered", components(result.parameters));
}

} // namespace

int main() {
    try {
        run();
    } catch (const std::exception& error) {
        fmt::print(stderr, "03_mixture: {}\n", error.what());
        return 1;
    }
}
