#include <autodiff/cli/edge_cases.hpp>

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/validation/formula_accuracy.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace autodiff::cli {

namespace {

using Limits = std::numeric_limits<double>;

struct Place {
    std::string what;
    double x;
};

std::vector<Place> places(const Graph& function, const Slice& slice, double worst) {
    const auto [low, high] = slice.interval();
    // Of equal numbers the first name is kept.
    std::vector<Place> all{{"worst point", worst}};
    for (const double kink : slice.kinks(function)) all.push_back({"kink", kink});
    all.insert(all.end(), {{"zero", 0},
                           {std::isinf(low) ? "infinity" : "lower end", low},
                           {std::isinf(high) ? "infinity" : "upper end", high},
                           {"smallest number", Limits::denorm_min()},
                           {"smallest number", -Limits::denorm_min()},
                           {"tiny", 1e-300},
                           {"tiny", -1e-300},
                           {"small", 1e-10},
                           {"small", -1e-10},
                           {"one", 1},
                           {"minus one", -1},
                           {"large", 1e10},
                           {"large", -1e10},
                           {"largest number", Limits::max()},
                           {"largest number", -Limits::max()}});
    std::vector<Place> kept;
    for (const Place& place : all) {
        const auto same = [&](const Place& other) { return other.x == place.x; };
        if (place.x >= low && place.x <= high && std::none_of(kept.begin(), kept.end(), same)) kept.push_back(place);
    }
    std::sort(kept.begin(), kept.end(), [](const Place& a, const Place& b) { return a.x < b.x; });
    return kept;
}

double output_at(const Graph& graph, const std::vector<double>& x) {
    return node_values(graph, x)[index(graph.outputs().front())];
}

} // namespace

std::vector<EdgeCase> edge_cases(const Assessment& assessment, const Slice& slice, double worst) {
    const Graph& function = assessment.function().graph;
    const Graph& formula = assessment.formula().graph;
    std::vector<EdgeCase> cases;
    Encloser encloser(assessment.truth.exact, exact_reals(assessment.truth));
    for (const Place& place : places(function, slice, worst)) {
        const std::vector<double> x = slice.at(place.x);
        const Enclosure enclosure = encloser(x).front();
        const double computed = output_at(formula, x);
        EdgeCase edge{place.what,
                      place.x,
                      output_at(function, x),
                      computed,
                      enclosure.defined() ? enclosure.to_string(6) : "undefined",
                      enclosure.ulp_error(computed)};
        // What the rules choose at a kink is no truth that another choice could be measured by.
        if (edge.ulp > assessment.bound_ulp() && assessment.at_kink && assessment.at_kink(x)) {
            edge.truth = "undefined";
            edge.ulp = Limits::quiet_NaN();
        }
        cases.push_back(std::move(edge));
    }
    return cases;
}

} // namespace autodiff::cli
