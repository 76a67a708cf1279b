#pragma once

#include <benchmarks/problems/hand_model.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace benchmarks::hand {

/// Three numbers in four lanes, the last of which is idle.
using Lanes = std::array<double, 4>;

/// A transform column by column.
using Columns = std::array<Lanes, 4>;

inline Lanes cross(const Lanes& a, const Lanes& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0], 0.0};
}

inline double dot(const Lanes& a, const Lanes& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

inline void add(Lanes& sum, const Lanes& a, double factor = 1.0) {
    for (std::size_t k = 0; k < 4; ++k) sum[k] += factor * a[k];
}

inline Columns compose(const Columns& a, const Transform<double>& b) {
    Columns product{};
    product[3] = a[3];
    for (std::size_t column = 0; column < 4; ++column) {
        for (std::size_t k = 0; k < 3; ++k) add(product[column], a[k], b[4 * k + column]);
    }
    return product;
}

/// The columns `from` and `to` after a rotation about the third axis.
inline void turn(Columns& a, std::size_t from, std::size_t to, double angle) {
    const double cosine = std::cos(angle), sine = std::sin(angle);
    for (std::size_t k = 0; k < 3; ++k) {
        const double first = a[from][k], second = a[to][k];
        a[from][k] = cosine * first + sine * second;
        a[to][k] = cosine * second - sine * first;
    }
}

/// Forces and their moments about the origin.
struct Wrench {
    Lanes force{}, moment{};
    void operator+=(const Wrench& more) {
        add(force, more.force);
        add(moment, more.moment);
    }
    /// The derivative of the energy with respect to an angle of a joint at `origin`: the moment about its axis.
    [[nodiscard]] double about(const Lanes& axis, const Lanes& origin) const {
        const Lanes shift = cross(origin, force);
        return axis[0] * (moment[0] - shift[0]) + axis[1] * (moment[1] - shift[1]) + axis[2] * (moment[2] - shift[2]);
    }
};

/// What pulls at one bone: the sum of residual times local point, column by column.
inline Wrench wrench(const Columns& bone, const Columns& pull) {
    Wrench result{.force = pull[3]};
    for (std::size_t column = 0; column < 4; ++column) add(result.moment, cross(bone[column], pull[column]));
    return result;
}

/// The global rotation and its derivative. A change dw of the rotation vector turns the hand by J dw,
/// J = I + b [w] + c [w]^2. Not for w = 0.
struct GlobalRotation {
    Lanes w;
    double b, c;
    Columns columns;

    explicit GlobalRotation(const double* theta) : w{theta[0], theta[1], theta[2], 0.0} {
        const double squared = dot(w, w), angle = std::sqrt(squared), half_sine = std::sin(0.5 * angle);
        const double a = 2.0 * half_sine * std::cos(0.5 * angle) / angle;
        b = 2.0 * half_sine * half_sine / squared;
        c = (1.0 - a) / squared;
        for (std::size_t k = 0; k < 3; ++k) {
            Lanes unit{};
            unit[k] = 1.0;
            columns[k] = cross(w, unit);
            for (std::size_t row = 0; row < 3; ++row) columns[k][row] = a * columns[k][row] + b * w[row] * w[k];
            columns[k][k] += 1.0 - b * squared;
        }
        columns[3] = {theta[3], theta[4], theta[5], 0.0};
    }
    /// J' times a moment.
    [[nodiscard]] Lanes adjoint(const Lanes& moment) const {
        const Lanes once = cross(w, moment), twice = cross(w, once);
        Lanes result = moment;
        add(result, once, -b);
        add(result, twice, c);
        return result;
    }
};

using Bones = std::array<Columns, finger_bones + 1>; ///< the last one is the hand's own transform

/// Absolute transforms. The weights of a vertex sum to one, so the global transform may be applied to the bones.
inline Bones posed(const Model& model, const double* theta, const Columns& global) {
    Bones bones;
    bones[finger_bones] = global;
    for (std::size_t i = 0; i < finger_bones; ++i) {
        const std::size_t joint = i % bones_per_finger;
        const double* angles = theta + 6 + (i - joint);
        bones[i] = compose(joint == 0 ? global : bones[i - 1], model.relatives[i]);
        if (joint == 0) turn(bones[i], 0, 1, angles[0]);
        if (joint < 3) turn(bones[i], 1, 2, angles[joint + 1]);
    }
    return bones;
}

/// For each bone the sum of residual times local point. Bone by bone: a transform, and then a sum, stay in registers
/// while all vertices of the bone pass, and only the residuals are written.
inline Bones pulls(const Model& model, const std::array<Point, correspondences>& observed, const Bones& bones) {
    std::array<Lanes, correspondences> residuals;
    for (std::size_t i = 0; i < correspondences; ++i) {
        for (std::size_t k = 0; k < 4; ++k) residuals[i][k] = -observed[i][k];
    }
    for (std::size_t bone = 0; bone < bones.size(); ++bone) {
        const Columns a = bones[bone];
        for (const auto& [i, q] : model.pulled_by(bone)) {
            Lanes& r = residuals[i];
            for (std::size_t k = 0; k < 4; ++k) {
                r[k] += a[0][k] * q[0] + a[1][k] * q[1] + a[2][k] * q[2] + a[3][k] * q[3];
            }
        }
    }
    Bones sums;
    for (std::size_t bone = 0; bone < bones.size(); ++bone) {
        Columns sum{};
        for (const auto& [i, q] : model.pulled_by(bone)) {
            for (std::size_t c = 0; c < 4; ++c) add(sum[c], residuals[i], q[c]);
        }
        sums[bone] = sum;
    }
    return sums;
}

/// The residuals are forces on the bones, and the derivative with respect to an angle is the moment about its axis of
/// all forces beyond the joint: no adjoint of a transform needs to be carried from bone to bone.
inline void gradient_by_hand(const Model& model, const std::array<Point, correspondences>& observed,
                             std::span<const double> theta, std::span<double> result) {
    const GlobalRotation rotation(theta.data());
    const Bones bones = posed(model, theta.data(), rotation.columns);
    const Bones pull = pulls(model, observed, bones);
    Wrench total = wrench(bones[finger_bones], pull[finger_bones]);
    for (std::size_t finger = 0; finger < fingers; ++finger) {
        const std::size_t first = finger * bones_per_finger;
        Wrench beyond = wrench(bones[first + 3], pull[first + 3]);
        double* angles = &result[6 + first];
        for (std::size_t joint = 3; joint-- > 0;) {
            const Columns& bone = bones[first + joint];
            beyond += wrench(bone, pull[first + joint]);
            angles[joint + 1] = beyond.about(bone[0], bone[3]);
        }
        // Abduction turns about the bone's z axis before its flexion, which is the hand's: fingers fan out in its
        // plane.
        angles[0] = beyond.about(rotation.columns[2], bones[first][3]);
        total += beyond;
    }
    const Lanes shift = cross(rotation.columns[3], total.force);
    Lanes moment = total.moment;
    add(moment, shift, -1.0);
    const Lanes global = rotation.adjoint(moment);
    for (std::size_t k = 0; k < 3; ++k) {
        result[k] = global[k];
        result[3 + k] = total.force[k];
    }
}

} // namespace benchmarks::hand
