#include <autodiff/validation/proofs/witness_search.hpp>

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/graph/evaluate.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace autodiff::proofs {

namespace {

/// Random numbers of an interval: most of ordinary size, some very large or small, or next to an end, where a claim may
/// go a little too far; no integers, where functions are defined by convention.
double draw(const Interval& range, std::mt19937_64& random) {
    constexpr std::array sizes{0.37, 1.3, 2.6, 7.9, 0.041, 31.7, 1e-3};
    std::uniform_real_distribution<double> unit(0, 1);
    const bool below = std::isfinite(range.low), above = std::isfinite(range.high);
    if (below && above) {
        constexpr std::uint64_t smallest = 40; // share of the interval, as a power of 1/2
        const bool at_end = random() % 4 == 0;
        const double share =
            at_end ? std::exp2(-static_cast<double>(random() % smallest)) * unit(random) : unit(random);
        return random() % 2 == 0 ? range.low + share * (range.high - range.low)
                                 : range.high - share * (range.high - range.low);
    }
    const double size = sizes[random() % sizes.size()] * (0.5 + unit(random));
    if (below) return range.low + size;
    if (above) return range.high - size;
    return random() % 2 == 0 ? size : -size;
}

/// A number beside one of those that the expressions speak of, where they may branch: as near to it as ordinary numbers
/// are to 0, or as its own size.
double beside(double centre, const Interval& range, std::mt19937_64& random) {
    const double distance = draw({}, random);
    const double x = random() % 2 == 0 ? centre + distance : centre + distance * std::abs(centre);
    return x >= range.low && x <= range.high ? x : draw(range, random);
}

/// Numbers in the problem that an ordinary random number may never reach.
std::vector<double> numbers_of(const Problem& problem) {
    std::vector<double> numbers = problem.nearest;
    for (const Node& node : problem.graph.nodes())
        if (node.is_constant()) numbers.push_back(node.constant());
    std::erase_if(numbers, [](double x) { return !std::isfinite(x) || x == 0; });
    return numbers;
}

bool looks_different(double x, double y) {
    constexpr double much = 1e-9; // of the larger: rounding errors seldom reach it, and the enclosures decide
    return std::isfinite(x) && std::isfinite(y) && std::abs(x - y) > much * std::max(std::abs(x), std::abs(y));
}

/// A thorough search sees differences of one part in 10^330.
EncloseOptions options_for(Effort effort, validation::Patience& patience) {
    EncloseOptions options;
    options.pause = [&patience] { patience.ask(); };
    if (effort == Effort::thorough) options.relative_bits = options.first_bits = 1100;
    return options;
}

/// The values with as many digits as tell them apart, and three more.
void write_values(Witness& witness, const Enclosure& left, const Enclosure& right) {
    witness.left = left.nearest();
    witness.right = right.nearest();
    for (int digits = 17;; digits += 3) {
        witness.left_text = left.to_string(digits);
        witness.right_text = right.to_string(digits);
        if (digits >= 330 || witness.left_text != witness.right_text) return;
    }
}

} // namespace

std::optional<Witness> find_witness(const Problem& problem, std::size_t left, std::size_t right,
                                    std::span<const Interval> domain, std::uint64_t seed, Effort effort,
                                    validation::Patience& patience) {
    const std::size_t points = effort == Effort::quick ? 24 : 200;
    std::size_t enclosed_anyway = effort == Effort::quick ? 0 : 12;
    std::mt19937_64 random(seed);
    std::optional<Encloser> encloser;
    const auto outputs = problem.graph.outputs();
    const std::vector<double> numbers = effort == Effort::thorough ? numbers_of(problem) : std::vector<double>();
    for (std::size_t attempt = 0; attempt < points; ++attempt) {
        patience.ask();
        std::vector<double> x;
        for (std::size_t i = 0; i < problem.variables; ++i) {
            const Interval range = domain.empty() ? Interval{} : domain[i];
            const double sign = random() % 2 == 0 ? 1 : -1;
            x.push_back(!numbers.empty() && attempt % 2 == 1
                            ? beside(sign * numbers[random() % numbers.size()], range, random)
                            : draw(range, random));
        }
        std::vector<double> inputs = x;
        inputs.insert(inputs.end(), problem.nearest.begin(), problem.nearest.end());
        const std::vector<double> values = node_values(problem.graph, inputs);
        const double l = values[index(outputs[left])], r = values[index(outputs[right])];
        if (!looks_different(l, r)) {
            if (enclosed_anyway == 0 || !std::isfinite(l) || !std::isfinite(r)) continue;
            --enclosed_anyway;
        }
        if (!encloser) encloser.emplace(problem.graph, problem.numbers, options_for(effort, patience));
        const std::vector<Enclosure> enclosures = (*encloser)(x);
        const bool defined =
            std::ranges::all_of(enclosures, [](const Enclosure& e) { return e.defined() && e.finite(); });
        if (!defined || !certainly_differ(enclosures[left], enclosures[right])) continue;
        Witness witness{x, 0, 0, {}, {}};
        write_values(witness, enclosures[left], enclosures[right]);
        return witness;
    }
    return std::nullopt;
}

} // namespace autodiff::proofs
