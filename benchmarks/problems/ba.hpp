#pragma once

#include <benchmarks/problems/ba_by_hand.hpp>
#include <benchmarks/random_data.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// Bundle adjustment: how far, in pixels, the image of a point is from where a camera saw it, times the observation's
/// weight. Inputs of a block: the camera (rotation vector 0-2, centre 3-5, focal length 6, principal point 7-8, radial
/// distortion 9-10), the point 11-13, the weight 14.
class Ba : BaShape {
  public:
    static constexpr std::string_view name = "ba";
    static constexpr std::string_view description = "bundle adjustment, 10000 reprojection errors";
    using BaShape::inputs;
    using BaShape::outputs;

    /// Cameras around the origin look along z, roughly, at points 6 to 10 in front of them.
    Ba() {
        RandomData random(20);
        const auto append = [&](std::size_t count, double low, double high) {
            for (std::size_t i = 0; i < count; ++i) input_.push_back(random.uniform(low, high));
        };
        for (std::size_t i = 0; i < errors; ++i) {
            append(3, -0.3, 0.3); // rotation
            append(3, -1.0, 1.0); // centre
            append(1, 500, 900);  // focal length
            append(2, 240, 320);  // principal point
            append(2, -0.1, 0.1); // distortion
            append(2, -2.0, 2.0); // point, across
            append(1, 7.0, 9.0);  // and along z
            append(1, 0.5, 1.5);  // weight
            observed_.push_back({random.uniform(0, 640), random.uniform(0, 480)});
        }
    }

    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return errors * outputs * inputs; }
    [[nodiscard]] std::size_t blocks() const { return errors; }
    [[nodiscard]] std::span<const double> block_input(std::size_t i) const {
        return std::span(input_).subspan(i * inputs, inputs);
    }

    template <class T>
    void block(std::size_t i, std::span<const T> x, std::span<T> y) const {
        errors_of(x.data(), observed_[i].data(), y.data());
    }

    /// Both errors of one observation; `observed` may be recorded, too.
    template <class T, class X>
    static void errors_of(const T* x, const X* observed, T* y) {
        const std::array<T, 3> relative{T(x[11] - x[3]), T(x[12] - x[4]), T(x[13] - x[5])};
        const std::array<T, 3> seen = rotated(x, relative);
        T u = seen[0] / seen[2];
        T v = seen[1] / seen[2];
        T squares = u * u + v * v;
        T scale = x[6] * (1.0 + squares * (x[9] + squares * x[10]));
        y[0] = x[14] * (scale * u + x[7] - observed[0]);
        y[1] = x[14] * (scale * v + x[8] - observed[1]);
    }
    [[nodiscard]] std::span<const double> observed(std::size_t i) const { return observed_[i]; }

    void by_hand(std::span<double> jacobians) const { BaByHand::jacobians(input_, observed_, jacobians); }

  private:
    static_assert(errors % BaByHand::width == 0);

    template <class T>
    static std::array<T, 3> cross(const T* a, const T* b) {
        return {T(a[1] * b[2] - a[2] * b[1]), T(a[2] * b[0] - a[0] * b[2]), T(a[0] * b[1] - a[1] * b[0])};
    }

    /// Rodrigues' formula; to first order where the rotation vector vanishes.
    template <class T>
    static std::array<T, 3> rotated(const T* rotation, const std::array<T, 3>& vector) {
        using std::cos;
        using std::sin;
        using std::sqrt;
        T square = rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2];
        if (!(square > smallest_square)) {
            const std::array<T, 3> turn = cross(rotation, vector.data());
            return {T(vector[0] + turn[0]), T(vector[1] + turn[1]), T(vector[2] + turn[2])};
        }
        T angle = sqrt(square);
        T cosine = cos(angle);
        T sine = sin(angle);
        T reciprocal = 1.0 / angle;
        const std::array<T, 3> axis{T(rotation[0] * reciprocal), T(rotation[1] * reciprocal),
                                    T(rotation[2] * reciprocal)};
        const std::array<T, 3> turn = cross(axis.data(), vector.data());
        T along = (axis[0] * vector[0] + axis[1] * vector[1] + axis[2] * vector[2]) * (1.0 - cosine);
        return {T(vector[0] * cosine + turn[0] * sine + axis[0] * along),
                T(vector[1] * cosine + turn[1] * sine + axis[1] * along),
                T(vector[2] * cosine + turn[2] * sine + axis[2] * along)};
    }

    std::vector<double> input_;
    std::vector<std::array<double, outputs>> observed_;
};

} // namespace benchmarks
