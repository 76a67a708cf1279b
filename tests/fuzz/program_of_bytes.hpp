/// A program that bytes stand for: every sequence of bytes is one.
#pragma once

#include <engines/operation.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/ops/catalogue.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace fuzzing {

using autodiff::ops::Opcode;

/// Up to 40 steps on two inputs. A step applies an operation to earlier values and constants and adds its value, or
/// puts it in the place of an earlier one by += or *=, or chooses by a comparison of numbers.
class ByteProgram {
  public:
    explicit ByteProgram(std::span<const std::uint8_t> bytes) : bytes_(bytes) {
        for (double& x : point_) x = (static_cast<double>(next()) - 128) / 32;
        while (at_ < bytes_.size() && steps_.size() < 40) steps_.push_back(next_step());
        measure();
    }

    [[nodiscard]] std::vector<double> point() const { return {point_.begin(), point_.end()}; }

    /// The last value.
    template <class S>
    [[nodiscard]] S run(const std::vector<S>& inputs) const {
        std::vector<S> values(inputs.begin(), inputs.end());
        for (const Step& step : steps_) do_step(step, values);
        return values.back();
    }

    /// All values and partials are finite and of moderate size.
    [[nodiscard]] bool moderate() const { return moderate_; }
    /// For each input, the sum over all paths of the sizes of their products of partials: what rounding errors of the
    /// gradient are measured by.
    [[nodiscard]] std::vector<double> path_sizes() const { return path_sizes_; }

  private:
    enum class Kind : std::uint8_t { operation, add_to, multiply_by, branch };
    struct Argument {
        bool constant = false;
        std::size_t which = 0; // a value, counted around their number; or the row of a constant
    };
    struct Step {
        Kind kind = Kind::operation;
        Opcode code{};
        std::vector<Argument> arguments;
    };

    static constexpr std::array constants{0.0,
                                          1.0,
                                          -1.0,
                                          2.0,
                                          0.5,
                                          -0.0,
                                          3.0,
                                          -0.125,
                                          1e-3,
                                          10.0,
                                          1e300,
                                          5e-324,
                                          std::numeric_limits<double>::infinity(),
                                          std::numeric_limits<double>::quiet_NaN()};

    std::uint8_t next() { return at_ < bytes_.size() ? bytes_[at_++] : 0; }

    Argument next_argument() {
        const std::uint8_t byte = next();
        if (byte >= 192) return {true, byte % constants.size()};
        return {false, byte};
    }

    Step next_step() {
        Step step;
        const std::size_t which = next() % (autodiff::ops::Catalogue::size + 6);
        std::size_t arguments = 2;
        if (which < autodiff::ops::Catalogue::size) {
            step.code = static_cast<Opcode>(which);
            const int arity = autodiff::arity(step.code);
            arguments = arity >= 0 ? static_cast<std::size_t>(arity) : 2 * (next() % 4U);
        } else {
            step.kind = std::array{Kind::add_to, Kind::multiply_by, Kind::branch}[which % 3];
        }
        for (std::size_t k = 0; k < arguments; ++k) step.arguments.push_back(next_argument());
        // High orders take seconds, and say nothing about recording.
        if (step.kind == Kind::operation && step.code == autodiff::ops::opcode<autodiff::ops::Polygamma>)
            step.arguments[0] = {true, step.arguments[0].which % 4};
        return step;
    }

    template <class S>
    static S argument(const Argument& a, const std::vector<S>& values) {
        return a.constant ? S(constants[a.which]) : values[a.which % values.size()];
    }

    template <class S>
    static void do_step(const Step& step, std::vector<S>& values) {
        std::vector<S> x;
        for (const Argument& a : step.arguments) x.push_back(argument(a, values));
        S& place = values[step.arguments.empty() ? 0 : step.arguments[0].which % values.size()];
        switch (step.kind) {
        case Kind::operation:
            values.push_back(engines::operation<S>(step.code, x, engines::none));
            break;
        case Kind::add_to:
            place += x[1];
            break;
        case Kind::multiply_by:
            place *= x[1];
            break;
        case Kind::branch:
            if (x[0] < x[1])
                values.push_back(x[0] * x[1]);
            else
                values.push_back(x[0] - x[1]);
            break;
        }
    }

    /// Runs the program on numbers with every value kept, and sums the sizes of paths from the last one back.
    void measure();

    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
    std::array<double, 2> point_{};
    std::vector<Step> steps_;
    bool moderate_ = true;
    std::vector<double> path_sizes_;
};

inline void ByteProgram::measure() {
    namespace ops = autodiff::ops;
    struct Value {
        double value;
        std::vector<std::pair<std::size_t, double>> partials; // of which value, and the size
    };
    std::vector<Value> all{{point_[0], {}}, {point_[1], {}}}; // as they are made
    std::vector<std::size_t> places{0, 1};                    // where the program's values stand among them
    const auto fine = [](double x) { return std::abs(x) <= 1e3 && (x == 0 || std::abs(x) >= 1e-3); };
    for (const Step& step : steps_) {
        std::vector<double> x;
        std::vector<std::size_t> from;
        for (const Argument& a : step.arguments) {
            from.push_back(a.constant ? engines::none : places[a.which % places.size()]);
            x.push_back(a.constant ? constants[a.which] : all[from.back()].value);
        }
        const std::size_t place = step.arguments.empty() ? 0 : step.arguments[0].which % places.size();
        Opcode code = step.code;
        if (step.kind == Kind::add_to || step.kind == Kind::multiply_by) {
            code = step.kind == Kind::add_to ? ops::opcode<ops::Add> : ops::opcode<ops::Multiply>;
            from[0] = places[place];
            x[0] = all[from[0]].value;
        } else if (step.kind == Kind::branch) {
            code = x[0] < x[1] ? ops::opcode<ops::Multiply> : ops::opcode<ops::Subtract>;
        }
        Value made{autodiff::operation_value(code, x), {}};
        moderate_ = moderate_ && fine(made.value);
        for (std::size_t k = 0; k < x.size(); ++k) {
            moderate_ = moderate_ && fine(x[k]);
            if (from[k] == engines::none) continue;
            const double partial = autodiff::operation_partial(code, x, k, made.value);
            moderate_ = moderate_ && std::abs(partial) <= 1e3;
            made.partials.emplace_back(from[k], std::abs(partial));
        }
        const bool in_place = step.kind == Kind::add_to || step.kind == Kind::multiply_by;
        if (in_place)
            places[place] = all.size();
        else
            places.push_back(all.size());
        all.push_back(std::move(made));
    }
    std::vector<double> sizes(all.size());
    sizes[places.back()] = 1;
    for (std::size_t i = all.size(); i-- > 0;)
        for (const auto& [from, partial] : all[i].partials) sizes[from] += sizes[i] * partial;
    path_sizes_ = {sizes[0], sizes[1]};
}

} // namespace fuzzing
