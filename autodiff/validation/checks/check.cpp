#include <autodiff/validation/checks/check.hpp>

namespace autodiff::checks {

Report check_points(const Subject& subject, std::span<const std::vector<double>> points, std::vector<Interval> domain,
                    const CheckOptions& options) {
    Checker checker(subject, std::move(domain), options);
    for (const std::vector<double>& point : points) checker.check_at(point);
    return checker.take();
}

Report check_domain(const Subject& subject, std::vector<Interval> domain, const CheckOptions& options) {
    Random random(options.seed);
    const std::vector<std::vector<double>> points = draw_points(domain, options.points, random);
    return check_points(subject, points, std::move(domain), options);
}

} // namespace autodiff::checks
