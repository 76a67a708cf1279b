#pragma once

#include <autodiff/validation/measurement.hpp>
#include <autodiff/validation/patience.hpp>
#include <autodiff/validation/sampling.hpp>

#include <vector>

namespace autodiff::validation {

/// What a truth is like at a point; where it changes between two points, something happens between them.
enum class Nature { undefined, negative, zero, positive };

/// Measures points until the budget is used up or the caller is told to stop, and keeps all samples.
class Survey {
  public:
    Survey(Measurement& measurement, std::vector<Interval> box, const AccuracyOptions& options, Patience& patience);

    /// The point's nature; measured and kept unless the survey is over, when it is that of no number.
    Nature measure(const Point& x);
    [[nodiscard]] bool over() const { return patience_.over() || measured_ >= options_.samples; }

    [[nodiscard]] const std::vector<AccuracySample>& samples() const { return samples_; }
    /// Of the sample measured last; 0 where it had no truth or was left out.
    [[nodiscard]] double last_error() const { return last_error_; }
    [[nodiscard]] std::size_t undefined() const { return measured_ - samples_.size() - left_out_; }
    [[nodiscard]] std::size_t left_out() const { return left_out_; }
    std::vector<AccuracySample> take_samples() { return std::move(samples_); }

    [[nodiscard]] std::span<const Interval> box() const { return box_; }
    [[nodiscard]] const NumberGrid& grid() const { return grid_; }
    [[nodiscard]] std::mt19937_64& random() { return random_; }

  private:
    Measurement& measurement_;
    std::vector<Interval> box_;
    AccuracyOptions options_;
    Patience& patience_;
    NumberGrid grid_;
    std::mt19937_64 random_;
    std::vector<AccuracySample> samples_;
    std::size_t measured_ = 0;
    std::size_t left_out_ = 0;
    double last_error_ = 0;
};

/// Measures hard and random points of the whole box, `count` of them; then, between points of different nature, finds
/// where it changes, the zeros of the function and the ends of where it is defined, and measures beside them.
void explore(Survey& survey, std::size_t count);

/// Climbs from the worst samples, coordinate by coordinate, in steps from a binade down to neighbours.
void climb(Survey& survey);

} // namespace autodiff::validation
