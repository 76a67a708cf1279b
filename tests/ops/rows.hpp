// One row an operation: what its tests need to know beyond its contract.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ops_test {

using Point = std::vector<double>;

/// A number that must come out exactly, NaN included; nullopt where nothing is promised.
using Expected = std::optional<double>;

struct Edge {
    Point arguments;
    Expected value;
    std::vector<Expected> partials;
};

struct Row {
    std::string_view operation;
    /// Exact values and partials at kinks, ends and singular points.
    std::vector<Edge> edges = {};
    /// Points for the accuracy test, besides the reference's own.
    std::vector<Point> points = {};
    /// Where the contract counts errors in ulp of something larger than the truth: that size; epsilon is the format's.
    double (*size)(std::span<const double> arguments, double epsilon) = nullptr;
    /// Arguments that the accuracy test leaves out; the reason stands beside it.
    bool (*left_out)(std::span<const double> arguments) = nullptr;
    /// The operation of the reference that is the truth, if not the one of the same name.
    std::string_view truth = operation;
};

/// Of all operations.
const std::vector<Row>& rows();

/// The size of the largest argument if that is finite, else 0: a Row::size.
double largest_argument(std::span<const double> arguments, double epsilon);

/// Parts of rows(): abs to not_equal, and sum to log_sum_exp.
std::vector<Row> piecewise_rows();
std::vector<Row> reduction_rows();

/// The operation's row; throws std::out_of_range when there is none.
const Row& row_of(std::string_view operation);

} // namespace ops_test
