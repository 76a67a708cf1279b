#include "source_operations.hpp"

#include "seed.hpp"

#include <reference/reference.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <random>

namespace compiled {

using namespace autodiff;

namespace {

std::vector<std::vector<double>> points_of(std::string_view operation, std::size_t random_points,
                                           std::mt19937_64& random) {
    auto points = reference::hard_points(operation);
    for (auto& point : reference::random_points(operation, random_points, random)) points.push_back(std::move(point));
    return points;
}

WrittenOperation on_inputs(ops::Opcode code, std::size_t inputs) {
    WrittenOperation written{.name = fmt::format("f_{}_{}", notation(code).name, inputs),
                             .operation = std::string(notation(code).name)};
    std::vector<NodeId> arguments;
    for (std::size_t k = 0; k < inputs; ++k) arguments.push_back(written.graph.add_input());
    written.graph.add_output(written.graph.add(code, arguments));
    return written;
}

WrittenOperation polygamma_of(double order) {
    WrittenOperation written{.name = fmt::format("f_polygamma_of_{}", order),
                             .operation = fmt::format("polygamma {}", order)};
    const NodeId x = written.graph.add_input();
    written.graph.add_output(written.graph.add<ops::Polygamma>({written.graph.add_constant(order), x}));
    return written;
}

template <class T, class Bits>
double numbers_between(T a, T b) {
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b) ? 0 : std::numeric_limits<double>::infinity();
    if (std::isinf(a) != std::isinf(b)) return std::numeric_limits<double>::infinity();
    const auto place = [](T x) {
        const auto bits = std::bit_cast<Bits>(std::abs(x));
        return x < 0 ? -static_cast<double>(bits) : static_cast<double>(bits);
    };
    if (std::signbit(a) != std::signbit(b)) return std::abs(place(a) - place(b));
    return std::abs(static_cast<double>(std::bit_cast<Bits>(a) - std::bit_cast<Bits>(b)));
}

} // namespace

double distance(double a, double b) { return numbers_between<double, std::int64_t>(a, b); }
double distance(float a, float b) { return numbers_between<float, std::int32_t>(a, b); }

std::vector<WrittenOperation> written_operations(std::size_t random_points) {
    std::mt19937_64 random(test_seed());
    std::vector<WrittenOperation> all;
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        const std::string name(notation(code).name);
        if (code == ops::opcode<ops::Polygamma>) {
            for (const double order : {0.0, 1.0, 2.0, 3.0, 7.0, 20.0}) {
                all.push_back(polygamma_of(order));
                all.back().points = points_of("digamma", random_points, random);
            }
            continue;
        }
        std::map<std::size_t, WrittenOperation> by_size;
        for (auto& point : points_of(reference::knows(name) ? name : "mul", random_points, random)) {
            if (point.size() > 8) continue;
            by_size.try_emplace(point.size(), on_inputs(code, point.size()))
                .first->second.points.push_back(std::move(point));
        }
        for (auto& [size, written] : by_size) all.push_back(std::move(written));
    }
    return all;
}

} // namespace compiled
