#include <autodiff/validation/sampling.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff::validation {

namespace {

/// Sizes at which most functions do what they are known for.
constexpr double smallest_of_interest = 0x1p-60;
constexpr double largest_of_interest = 0x1p12;

double uniform(double low, double high, std::mt19937_64& random) {
    const double share = std::uniform_real_distribution<double>(0, 1)(random);
    return low * (1 - share) + high * share; // high - low may overflow
}

/// Numbers of one interval, kept only where they are inside.
class Collection {
  public:
    Collection(const Interval& interval, const NumberGrid& grid) : interval_(interval), grid_(grid) {}

    void add(double x) {
        x = grid_.rounded(x);
        if (x >= interval_.low && x <= interval_.high) numbers_.push_back(x + 0.0); // no -0
    }
    void add_with_neighbours(double x) {
        for (const int step : {-1, 0, 1}) add(grid_.next(x, step));
    }
    void add_all(const std::vector<double>& xs) {
        for (const double x : xs) add(x);
    }
    [[nodiscard]] std::size_t size() const { return numbers_.size(); }
    std::vector<double> sorted() {
        std::sort(numbers_.begin(), numbers_.end());
        numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
        return std::move(numbers_);
    }

  private:
    Interval interval_;
    NumberGrid grid_;
    std::vector<double> numbers_;
};

void add_special_points(Collection& numbers, const Interval& interval, const NumberGrid& grid,
                        std::mt19937_64& random) {
    for (const double centre : {interval.low, interval.high, 0.0, 1.0, -1.0}) {
        numbers.add_with_neighbours(centre);
        for (const int side : {-1, 1}) numbers.add_all(points_beside(centre, side, interval, grid, 3, random));
    }
}

/// Every power of two with one number of its binade, and the neighbours of those of moderate size.
void add_binades(Collection& numbers, const NumberGrid& grid, std::mt19937_64& random) {
    for (int e = grid.lowest_exponent(); e <= grid.highest_exponent(); ++e)
        for (const double sign : {-1.0, 1.0}) {
            const double power = sign * std::ldexp(1.0, e);
            numbers.add(power);
            numbers.add(power * uniform(1, 2, random));
            if (std::abs(e) <= 64) numbers.add_with_neighbours(power);
        }
}

/// Evenly spread over the interval, or over the part of it that is of interest, and over the exponents of that part.
void add_random(Collection& numbers, const Interval& interval, std::size_t count, std::mt19937_64& random) {
    const double low = std::max(interval.low, -largest_of_interest);
    const double high = std::min(interval.high, largest_of_interest);
    const bool reaches_there = low < high;
    const double largest = std::min(largest_of_interest, std::max(std::abs(low), std::abs(high)));
    for (std::size_t i = 0; i < 4 * count && numbers.size() < count; ++i) {
        if (!reaches_there || i % 3 == 0)
            numbers.add(uniform(interval.low, interval.high, random));
        else if (i % 3 == 1)
            numbers.add(uniform(low, high, random));
        else
            numbers.add((random() % 2 == 0 ? 1 : -1) *
                        std::exp2(uniform(std::log2(smallest_of_interest), std::log2(largest), random)));
    }
}

/// One coordinate near another, to which the function may be sensitive: equal, opposite, or a little off.
double related(double x, std::mt19937_64& random) {
    const double sign = random() % 4 == 0 ? -1 : 1;
    if (random() % 8 == 0) return sign * x;
    const double off = std::exp2(-uniform(0, 53, random));
    return sign * x * (random() % 2 == 0 ? 1 + off : 1 - off);
}

Point random_point(std::span<const Interval> box, const std::vector<std::vector<double>>& pools, const NumberGrid& grid,
                   std::mt19937_64& random) {
    Point x;
    for (std::size_t j = 0; j < box.size(); ++j) {
        const double near = j == 0 ? 0 : grid.rounded(related(x[random() % j], random));
        const bool takes_near = j > 0 && random() % 4 == 0 && near >= box[j].low && near <= box[j].high;
        x.push_back(takes_near ? near + 0.0 : pools[j][random() % pools[j].size()]);
    }
    return x;
}

} // namespace

std::vector<double> points_beside(double centre, int side, const Interval& interval, const NumberGrid& grid,
                                  int density, std::mt19937_64& random) {
    Collection numbers(interval, grid);
    if (std::abs(centre) >= grid.largest()) return {};
    const double scale = centre == 0 ? 1 : std::abs(centre);
    for (std::int64_t step = 1; step <= 8; ++step) numbers.add(grid.next(centre, side * step));
    for (int k = 0; k <= grid.binade_bits() + 1; ++k)
        for (int i = 0; i < density; ++i)
            numbers.add(centre + side * std::ldexp(i == 0 ? scale : scale * uniform(1, 2, random), -k));
    return numbers.sorted();
}

std::vector<double> sample_interval(const Interval& interval, std::size_t count, const NumberGrid& grid,
                                    std::mt19937_64& random) {
    Collection numbers(interval, grid);
    add_special_points(numbers, interval, grid, random);
    add_binades(numbers, grid, random);
    std::vector<double> hard = numbers.sorted();
    if (hard.size() > count / 2) { // too many for a small count: an even choice of them
        std::shuffle(hard.begin(), hard.end(), random);
        hard.resize(std::max<std::size_t>(count / 2, 1));
    }
    Collection all(interval, grid);
    all.add_all(hard);
    all.add_with_neighbours(interval.low);
    all.add_with_neighbours(interval.high);
    add_random(all, interval, count, random);
    return all.sorted();
}

std::vector<Point> sample_box(std::span<const Interval> box, std::size_t count, const NumberGrid& grid,
                              std::mt19937_64& random) {
    std::vector<Point> points;
    if (box.size() == 1) {
        for (const double x : sample_interval(box[0], count, grid, random)) points.push_back({x});
        return points;
    }
    std::vector<std::vector<double>> pools;
    const std::size_t pool = std::max<std::size_t>(count / box.size(), 500);
    for (const Interval& interval : box) pools.push_back(sample_interval(interval, pool, grid, random));
    for (std::size_t i = 0; i < count; ++i) points.push_back(random_point(box, pools, grid, random));
    return points;
}

} // namespace autodiff::validation
