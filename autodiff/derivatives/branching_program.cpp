#include <autodiff/derivatives/branching_program.hpp>

#include <algorithm>
#include <numeric>
#include <optional>

namespace autodiff {

namespace {

/// Some points of many, copied one after the other, and where they came from.
class Subset {
  public:
    explicit Subset(const Points& all) : all_(all), places_(all.points) {
        std::iota(places_.begin(), places_.end(), std::size_t{0});
    }

    [[nodiscard]] bool empty() const { return places_.empty(); }
    /// All points as they lie, or the copy.
    [[nodiscard]] Points points() const {
        return whole_ ? all_ : Points(copy_.data(), places_.size(), all_.elements, std::ptrdiff_t(all_.elements));
    }
    [[nodiscard]] std::size_t place(std::size_t i) const { return places_[i]; }
    [[nodiscard]] bool whole() const { return whole_; }
    [[nodiscard]] std::vector<double> point(std::size_t i) const {
        std::vector<double> numbers;
        append(numbers, places_[i]);
        return numbers;
    }

    /// Keeps the points that failed.
    void keep(const std::vector<GuardFailure>& failures) {
        for (std::size_t k = 0; k < failures.size(); ++k) places_[k] = places_[failures[k].point]; // in order
        places_.resize(failures.size());
        copy_.clear();
        for (const std::size_t place : places_) append(copy_, place);
        whole_ = false;
    }
    void drop_first() {
        std::vector<GuardFailure> rest;
        rest.reserve(places_.size());
        for (std::size_t i = 1; i < places_.size(); ++i) rest.push_back({i, 0});
        keep(rest);
    }

  private:
    void append(std::vector<double>& numbers, std::size_t place) const {
        for (std::size_t k = 0; k < all_.elements; ++k)
            numbers.push_back(all_.at(place)[static_cast<std::ptrdiff_t>(k) * all_.element_stride]);
    }

    Points all_;
    std::vector<std::size_t> places_;
    std::vector<double> copy_;
    bool whole_ = true;
};

/// The failures of one run; nothing where the parameters alone branch otherwise, so that every point fails.
template <class Run>
std::optional<std::vector<GuardFailure>> failures_of(const Run& run, RunOptions options) {
    std::vector<GuardFailure> failures;
    options.failures = &failures;
    try {
        run(options);
    } catch (const GuardError&) { return {}; }
    return failures;
}

} // namespace

/// each(program, subset, options) runs what is left; one(x, subset) takes its first point alone.
template <class Run, class One>
void BranchingProgram::run(std::span<const double> parameters, const Points& points, const RunOptions& options,
                           const Run& each, const One& one) {
    Subset left(points);
    for (std::size_t next = 0; !left.empty();) {
        const bool fresh = next == programs_.size();
        if (fresh) programs_.emplace_back(record_(parameters, left.point(0)), options_);
        const Program program = programs_[next++];
        const auto failures = failures_of([&](const RunOptions& how) { each(program, left, how); }, options);
        if (failures) left.keep(*failures);
        if (!fresh || left.empty()) continue;
        // Its own point may fail where lanes round a comparison to the other side: the graph decides.
        if (!failures || failures->empty() || failures->front().point != 0) continue;
        one(program, left);
        left.drop_first();
    }
}

void BranchingProgram::map(std::span<const double> parameters, const Points& points, const OutputPoints& outputs,
                           const RunOptions& options) {
    require_size(outputs.points, points.points, "BranchingProgram::map", "points in the outputs");
    const auto write = [&](std::size_t place, std::span<const double> values) {
        for (std::size_t k = 0; k < values.size(); ++k)
            outputs.at(place)[static_cast<std::ptrdiff_t>(k) * outputs.element_stride] = values[k];
    };
    const auto each = [&](const Program& program, const Subset& left, const RunOptions& how) {
        if (left.whole()) return program.map(parameters, points, outputs, how);
        std::vector<double> values(left.points().points * outputs.elements);
        program.map(parameters, left.points(), rows(std::span(values), outputs.elements), how);
        std::size_t next = 0; // of the failures, whose outputs are left alone
        for (std::size_t i = 0; i < left.points().points; ++i)
            if (next < how.failures->size() && (*how.failures)[next].point == i)
                ++next;
            else
                write(left.place(i), std::span(values).subspan(i * outputs.elements, outputs.elements));
    };
    const auto one = [&](const Program& program, const Subset& left) {
        std::vector<double> x(parameters.begin(), parameters.end());
        const std::vector<double> point = left.point(0);
        x.insert(x.end(), point.begin(), point.end());
        write(left.place(0), program.graph()(x));
    };
    run(parameters, points, options, each, one);
}

ProgramSum BranchingProgram::sum(std::span<const double> parameters, const Points& points, const RunOptions& options) {
    std::vector<double> totals;
    const auto add = [&](std::span<const double> outputs) {
        totals.resize(outputs.size());
        std::transform(outputs.begin(), outputs.end(), totals.begin(), totals.begin(), std::plus<>());
    };
    const auto each = [&](const Program& program, const Subset& left, const RunOptions& how) {
        std::vector<double> outputs(program.graph().outputs().size());
        program.sum_into(outputs, parameters, left.points(), how);
        add(outputs);
    };
    const auto one = [&](const Program& program, const Subset& left) {
        std::vector<double> x(parameters.begin(), parameters.end());
        const std::vector<double> point = left.point(0);
        x.insert(x.end(), point.begin(), point.end());
        add(program.graph()(x));
    };
    run(parameters, points, options, each, one);
    if (totals.empty()) return {};
    return {totals.front(), {totals.begin() + 1, totals.end()}};
}

} // namespace autodiff
