#pragma once

#include <benchmarks/random_data.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

/// A synthetic hand: bones in a tree, and vertices that follow up to four of them. Lengths in centimetres.
namespace benchmarks::hand {

inline constexpr std::size_t fingers = 5;
inline constexpr std::size_t bones_per_finger = 4;
inline constexpr std::size_t finger_bones = fingers * bones_per_finger;
inline constexpr std::size_t rigid_bones = 2; ///< forearm and palm: no angle of the pose turns them
inline constexpr std::size_t all_bones = rigid_bones + finger_bones;
inline constexpr std::size_t vertices = 544;
inline constexpr std::size_t correspondences = 200;
inline constexpr std::size_t parameters = 26;

/// The first three rows of a 4x4 rigid transform, row by row.
template <class T>
using Transform = std::array<T, 12>;

/// Three coordinates and the weight that they were multiplied by.
using Point = std::array<double, 4>;

/// a times b.
template <class T>
Transform<T> compose(const Transform<T>& a, const Transform<double>& b) {
    Transform<T> product;
    for (std::size_t row = 0; row < 12; row += 4) {
        for (std::size_t column = 0; column < 3; ++column) {
            product[row + column] = a[row] * b[column] + a[row + 1] * b[4 + column] + a[row + 2] * b[8 + column];
        }
        product[row + 3] = a[row] * b[3] + a[row + 1] * b[7] + a[row + 2] * b[11] + a[row + 3];
    }
    return product;
}

inline constexpr std::size_t x_axis = 0, z_axis = 2;

/// `transform` times a rotation about one of its own axes: only the columns of the two others change.
template <std::size_t axis, class S, class T>
Transform<T> turned(const Transform<S>& transform, const T& angle) {
    using std::cos;
    using std::sin;
    constexpr std::size_t from = (axis + 1) % 3, to = (axis + 2) % 3;
    T cosine = cos(angle);
    T sine = sin(angle);
    Transform<T> result;
    for (std::size_t row = 0; row < 12; row += 4) {
        result[row + axis] = T(transform[row + axis]);
        result[row + from] = cosine * transform[row + from] + sine * transform[row + to];
        result[row + to] = cosine * transform[row + to] - sine * transform[row + from];
        result[row + 3] = T(transform[row + 3]);
    }
    return result;
}

/// The vertices that were observed, and how they depend on the bones of the fingers. A vertex is
/// sum_k weight_k absolute_k inverse(base absolute_k) base_vertex over its bones k; everything but absolute_k is
/// passive and computed here, and so is the whole term of a bone that no angle turns.
struct Model {
    struct Influence {
        std::size_t bone; ///< among those of the fingers
        Point local;      ///< weight times the base vertex as the bone sees it
    };

    Model();

    std::array<Transform<double>, finger_bones> relatives; ///< to the parent, a first bone's to the hand; angles 0
    std::array<Point, correspondences> rigid;              ///< the forearm's and the palm's terms
    std::vector<Influence> influences;                     ///< correspondence by correspondence
    std::array<std::size_t, correspondences + 1> first_influence;

    struct Pull {
        std::size_t correspondence;
        Point local;
    };

    /// The same bone by bone. The bone after the last one is the hand as a whole with the rigid terms.
    [[nodiscard]] std::span<const Pull> pulled_by(std::size_t bone) const {
        return std::span(pulls_).subspan(first_pull_[bone], first_pull_[bone + 1] - first_pull_[bone]);
    }

  private:
    struct Bone {
        std::size_t parent; ///< a root is its own
        double length;
        Transform<double> absolute; ///< all angles 0
    };

    std::array<Bone, all_bones> skeleton();
    void skin(std::size_t correspondence, const std::array<Bone, all_bones>& tree, std::size_t bone,
              RandomData& random);
    void sort_by_bone();

    std::vector<Pull> pulls_;
    std::array<std::size_t, finger_bones + 2> first_pull_;
};

/// The inverse of a rigid transform times a point.
inline Point seen_from(const Transform<double>& a, const Point& p) {
    const double x = p[0] - a[3] * p[3], y = p[1] - a[7] * p[3], z = p[2] - a[11] * p[3];
    return {a[0] * x + a[4] * y + a[8] * z, a[1] * x + a[5] * y + a[9] * z, a[2] * x + a[6] * y + a[10] * z, p[3]};
}

/// A rigid transform times a point.
inline Point image(const Transform<double>& a, const Point& p) {
    return {a[0] * p[0] + a[1] * p[1] + a[2] * p[2] + a[3] * p[3],
            a[4] * p[0] + a[5] * p[1] + a[6] * p[2] + a[7] * p[3],
            a[8] * p[0] + a[9] * p[1] + a[10] * p[2] + a[11] * p[3], p[3]};
}

/// Bones point along their own y. The palm lies in the x-y plane, and the fingers fan out in the same plane.
inline std::array<Model::Bone, all_bones> Model::skeleton() {
    constexpr std::array<double, fingers> fan{0.7, 0.15, 0.0, -0.12, -0.25};
    constexpr std::array<double, bones_per_finger> lengths{4.4, 2.7, 2.0, 0.8};
    constexpr double forearm = 12.0, palm = 9.0;
    const auto moved = [](double x, double y) { return Transform<double>{1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, 0}; };
    std::array<Bone, all_bones> tree;
    tree[0] = {0, forearm, moved(0, -forearm)};
    tree[1] = {0, palm, moved(0, 0)};
    for (std::size_t i = 0; i < finger_bones; ++i) {
        const std::size_t finger = i / bones_per_finger, joint = i % bones_per_finger;
        const bool first = joint == 0;
        const std::size_t parent = first ? 1 : rigid_bones + i - 1;
        const double reach = finger == 0 ? 0.3 * palm : palm; // the thumb leaves the palm near the wrist
        relatives[i] = first ? turned<z_axis>(moved(4.0 - 2.0 * double(finger), reach), fan[finger])
                             : moved(0, lengths[joint - 1]);
        tree[rigid_bones + i] = {parent, lengths[joint], compose(tree[parent].absolute, relatives[i])};
    }
    return tree;
}

/// Puts a vertex around `bone` and ties it to this bone and up to three of its ancestors.
inline void Model::skin(std::size_t correspondence, const std::array<Bone, all_bones>& tree, std::size_t bone,
                        RandomData& random) {
    const double angle = random.uniform(0.0, 6.28), radius = random.uniform(0.6, 1.0);
    const Point local{radius * std::cos(angle), random.uniform() * tree[bone].length, radius * std::sin(angle), 1.0};
    const Point base = image(tree[bone].absolute, local);
    std::vector<std::size_t> chain{bone};
    for (auto more = std::size_t(random.uniform(0.0, 4.0)); more > 0 && chain.back() != 0; --more) {
        chain.push_back(tree[chain.back()].parent);
    }
    std::vector<double> weights;
    double total = 0.0;
    for (std::size_t k = 0; k < chain.size(); ++k) {
        weights.push_back(random.uniform(0.2, 1.0) / double(k + 1));
        total += weights.back();
    }
    for (std::size_t k = 0; k < chain.size(); ++k) {
        const double weight = weights[k] / total;
        if (chain[k] < rigid_bones) {
            for (std::size_t c = 0; c < 4; ++c) rigid[correspondence][c] += weight * base[c];
            continue;
        }
        Point seen = seen_from(tree[chain[k]].absolute, base);
        for (double& coordinate : seen) coordinate *= weight;
        influences.push_back({chain[k] - rigid_bones, seen});
    }
}

/// Vertex v sits on bone v modulo their number. The observed ones are spread evenly over all vertices.
inline Model::Model() : rigid{}, first_influence{}, first_pull_{} {
    RandomData random(14);
    const std::array<Bone, all_bones> tree = skeleton();
    for (std::size_t i = 0; i < correspondences; ++i) {
        skin(i, tree, (i * vertices / correspondences) % all_bones, random);
        first_influence[i + 1] = influences.size();
    }
    sort_by_bone();
}

inline void Model::sort_by_bone() {
    for (std::size_t bone = 0; bone < finger_bones; ++bone) {
        for (std::size_t i = 0; i < correspondences; ++i) {
            for (std::size_t e = first_influence[i]; e < first_influence[i + 1]; ++e) {
                if (influences[e].bone == bone) pulls_.push_back({i, influences[e].local});
            }
        }
        first_pull_[bone + 1] = pulls_.size();
    }
    for (std::size_t i = 0; i < correspondences; ++i) {
        if (rigid[i][3] != 0.0) pulls_.push_back({i, rigid[i]});
    }
    first_pull_[finger_bones + 1] = pulls_.size();
}

} // namespace benchmarks::hand
