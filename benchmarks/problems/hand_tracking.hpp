#pragma once

#include <benchmarks/problems/hand_model.hpp>
#include <benchmarks/problems/hand_tracking_by_hand.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace benchmarks {

/// Where is the hand that was seen? Half the sum of squared distances between observed points and the vertices of a
/// skinned hand (Taylor et al., "User-specific hand modeling from monocular depth sequences", 2014). The usual residual
/// vector is summed up here, so that the result is one gradient.
class HandTracking {
  public:
    static constexpr std::string_view name = "ht";
    static constexpr std::string_view description =
        "Hand tracking, 22 bones, 200 of 544 vertices, half the sum of squared residuals";

    HandTracking() {
        RandomData random(13);
        std::vector<double> truth = input_;
        for (double& angle : truth) angle += 0.1 * random.normal();
        const Pose<double> pose = posed(std::span<const double>(truth));
        for (std::size_t i = 0; i < hand::correspondences; ++i) {
            const std::array<double, 3> truly = vertex(i, pose);
            for (std::size_t k = 0; k < 3; ++k) observed_[i][k] = truly[k] + 0.2 * random.normal();
        }
    }

    /// Rotation (angle times axis) and translation of the hand, then four angles a finger: abduction and flexion of its
    /// first joint, flexion of the second and third.
    [[nodiscard]] std::span<const double> input() const { return input_; }
    [[nodiscard]] std::size_t result_size() const { return hand::parameters; }

    template <class T>
    T operator()(std::span<const T> theta) const {
        const Pose<T> pose = posed(theta);
        T sum(0.0);
        for (std::size_t i = 0; i < hand::correspondences; ++i) {
            const std::array<T, 3> position = vertex(i, pose);
            for (std::size_t k = 0; k < 3; ++k) {
                T residual = observed_[i][k] - position[k];
                sum += residual * residual;
            }
        }
        return 0.5 * sum;
    }

    void by_hand(std::span<double> result) const { hand::gradient_by_hand(model_, observed_, input_, result); }

  private:
    template <class T>
    struct Pose {
        std::array<hand::Transform<T>, hand::finger_bones> bones; ///< absolute, before the global transform
        std::array<T, 9> rotation;                                ///< row by row
        std::array<T, 3> translation;
    };

    template <class T>
    Pose<T> posed(std::span<const T> theta) const {
        Pose<T> pose;
        pose.rotation = rotation(theta);
        for (std::size_t k = 0; k < 3; ++k) pose.translation[k] = theta[3 + k];
        for (std::size_t finger = 0; finger < hand::fingers; ++finger) {
            const std::size_t angle = 6 + hand::bones_per_finger * finger;
            hand::Transform<T>* bones = &pose.bones[hand::bones_per_finger * finger];
            const hand::Transform<double>* relatives = &model_.relatives[hand::bones_per_finger * finger];
            bones[0] =
                hand::turned<hand::x_axis>(hand::turned<hand::z_axis>(relatives[0], theta[angle]), theta[angle + 1]);
            bones[1] = hand::turned<hand::x_axis>(hand::compose(bones[0], relatives[1]), theta[angle + 2]);
            bones[2] = hand::turned<hand::x_axis>(hand::compose(bones[1], relatives[2]), theta[angle + 3]);
            bones[3] = hand::compose(bones[2], relatives[3]);
        }
        return pose;
    }

    /// Rodrigues' formula with half angles, R = (1 - b w.w) I + a [w] + b w w'; near w = 0, where the
    /// quotients would be 0/0, their series.
    template <class T>
    static std::array<T, 9> rotation(std::span<const T> w) {
        using std::cos;
        using std::sin;
        using std::sqrt;
        T squared = w[0] * w[0] + w[1] * w[1] + w[2] * w[2];
        T a = 1.0 - squared * (1.0 / 6.0);
        T b = 0.5 - squared * (1.0 / 24.0);
        if (squared > 1e-8) {
            T angle = sqrt(squared);
            T half_sine = sin(0.5 * angle);
            a = 2.0 * half_sine * cos(0.5 * angle) / angle;
            b = 2.0 * half_sine * half_sine / squared;
        }
        T cosine = 1.0 - b * squared;
        T x = a * w[0], y = a * w[1], z = a * w[2];
        T bx = b * w[0], by = b * w[1], bz = b * w[2];
        return {cosine + bx * w[0], bx * w[1] - z,      bx * w[2] + y, //
                by * w[0] + z,      cosine + by * w[1], by * w[2] - x, //
                bz * w[0] - y,      bz * w[1] + x,      cosine + bz * w[2]};
    }

    /// The vertex of the i-th correspondence: skinned, then moved with the hand.
    template <class T>
    std::array<T, 3> vertex(std::size_t i, const Pose<T>& pose) const {
        const hand::Point& rigid = model_.rigid[i];
        T v[3] = {T(rigid[0]), T(rigid[1]), T(rigid[2])};
        for (std::size_t e = model_.first_influence[i]; e < model_.first_influence[i + 1]; ++e) {
            const auto& [bone, q] = model_.influences[e];
            const hand::Transform<T>& a = pose.bones[bone];
            for (std::size_t k = 0; k < 3; ++k) {
                v[k] += a[4 * k] * q[0] + a[4 * k + 1] * q[1] + a[4 * k + 2] * q[2] + a[4 * k + 3] * q[3];
            }
        }
        const std::array<T, 9>& r = pose.rotation;
        std::array<T, 3> moved;
        for (std::size_t k = 0; k < 3; ++k) {
            moved[k] = r[3 * k] * v[0] + r[3 * k + 1] * v[1] + r[3 * k + 2] * v[2] + pose.translation[k];
        }
        return moved;
    }

    hand::Model model_;
    std::array<hand::Point, hand::correspondences> observed_{}; ///< the fourth number is idle
    std::vector<double> input_ = {
        0.4,   -0.7, 0.3,  3.0,  -2.0, 40.0, // the whole hand
        0.30,  0.40, 0.35, 0.20,             // thumb
        0.10,  0.50, 0.60, 0.30,             //
        0.02,  0.70, 0.50, 0.40,             //
        -0.06, 0.60, 0.80, 0.35,             //
        -0.15, 0.45, 0.55, 0.25,             // little finger
    };
};

} // namespace benchmarks
