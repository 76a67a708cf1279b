#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace benchmarks {

/// Sizes of the blocks of `Ba`.
struct BaShape {
    static constexpr std::size_t inputs = 15;
    static constexpr std::size_t outputs = 2;
    static constexpr std::size_t errors = 10000;
    /// Where a squared angle is less, rotation is taken to first order: at an angle of 1e-8, 1 - cos(angle) has no
    /// digit left and what is beyond the first order is below rounding.
    static constexpr double smallest_square = 1e-16;
};

/// The Jacobians of `Ba` by hand. Sines and cosines are taken block by block; all the rest handles `width` blocks at
/// once, one a lane, in one loop without branches.
class BaByHand : BaShape {
  public:
    static constexpr std::size_t width = 8;

    /// For as many blocks as there are observed points, a multiple of `width`.
    static void jacobians(std::span<const double> input, std::span<const std::array<double, outputs>> observed,
                          std::span<double> result) {
        Batch batch;
        for (std::size_t i = 0; i < observed.size(); i += width) {
            load(&input[i * inputs], &observed[i], batch);
            rotate(batch);
            for (std::size_t l = 0; l < width; ++l) differentiate(batch, l);
            store(batch, &result[i * outputs * inputs]);
        }
    }

  private:
    using Lanes = std::array<double, width>;

    struct Vector {
        double x, y, z;
        [[nodiscard]] double dot(const Vector& b) const { return x * b.x + y * b.y + z * b.z; }
        [[nodiscard]] Vector cross(const Vector& b) const {
            return {y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x};
        }
    };

    /// The rotation by r with angle t = |r| is cos(t) I + s [r] + v r r^T, where s = sin(t) / t, v = (1 - cos(t)) /
    /// t^2.
    struct Batch {
        std::array<Lanes, inputs> x;
        std::array<Lanes, outputs> observed;
        Lanes cosine, s, v;
        Lanes s_slope, v_slope; ///< ds/dt / t and dv/dt / t
        std::array<Lanes, outputs * inputs> jacobian;
    };

    static void load(const double* input, const std::array<double, outputs>* observed, Batch& batch) {
        for (std::size_t l = 0; l < width; ++l) {
            for (std::size_t c = 0; c < inputs; ++c) batch.x[c][l] = input[l * inputs + c];
            for (std::size_t r = 0; r < outputs; ++r) batch.observed[r][l] = observed[l][r];
        }
    }

    static void store(const Batch& batch, double* result) {
        for (std::size_t l = 0; l < width; ++l)
            for (std::size_t c = 0; c < outputs * inputs; ++c) result[l * outputs * inputs + c] = batch.jacobian[c][l];
    }

    static void rotate(Batch& batch) {
        for (std::size_t l = 0; l < width; ++l) {
            const Vector r{batch.x[0][l], batch.x[1][l], batch.x[2][l]};
            const double square = r.dot(r);
            batch.cosine[l] = batch.s[l] = 1.0;
            batch.v[l] = batch.s_slope[l] = batch.v_slope[l] = 0.0;
            if (!(square > smallest_square)) continue;
            const double angle = std::sqrt(square);
            const double reciprocal = 1.0 / angle;
            const double cosine = std::cos(angle);
            const double s = std::sin(angle) * reciprocal;
            const double v = (1.0 - cosine) * reciprocal * reciprocal;
            batch.cosine[l] = cosine;
            batch.s[l] = s;
            batch.v[l] = v;
            batch.s_slope[l] = (cosine - s) * reciprocal * reciprocal;
            batch.v_slope[l] = (s - 2.0 * v) * reciprocal * reciprocal;
        }
    }

    static void differentiate(Batch& batch, std::size_t l) {
        const auto& x = batch.x;
        const Vector r{x[0][l], x[1][l], x[2][l]};
        const Vector s{batch.s[l] * r.x, batch.s[l] * r.y, batch.s[l] * r.z};
        const Vector v{batch.v[l] * r.x, batch.v[l] * r.y, batch.v[l] * r.z};
        const double cosine = batch.cosine[l];
        const std::array<Vector, 3> rotation{Vector{cosine + v.x * r.x, v.x * r.y - s.z, v.x * r.z + s.y},
                                             Vector{v.y * r.x + s.z, cosine + v.y * r.y, v.y * r.z - s.x},
                                             Vector{v.z * r.x - s.y, v.z * r.y + s.x, cosine + v.z * r.z}};
        const Vector relative{x[11][l] - x[3][l], x[12][l] - x[4][l], x[13][l] - x[5][l]};
        const double depth = 1.0 / rotation[2].dot(relative);
        const double across = rotation[0].dot(relative) * depth;
        const double down = rotation[1].dot(relative) * depth;
        const double squares = across * across + down * down;
        const double distortion = 1.0 + squares * (x[9][l] + squares * x[10][l]);
        const double slope = 2.0 * (x[9][l] + 2.0 * squares * x[10][l]);
        const double focal = x[14][l] * x[6][l];
        const auto write_row = [&](std::size_t row, double image, const Vector& g) {
            auto* jacobian = &batch.jacobian[row * inputs];
            write_pose(batch, l, rotation, relative, g, jacobian);
            jacobian[6][l] = x[14][l] * distortion * image;
            jacobian[7 + row][l] = x[14][l];
            jacobian[8 - row][l] = 0.0;
            jacobian[9][l] = focal * squares * image;
            jacobian[10][l] = squares * (focal * squares * image);
            jacobian[14][l] = x[6][l] * distortion * image + x[7 + row][l] - batch.observed[row][l];
        };
        const double uu = focal * (distortion + slope * across * across) * depth;
        const double uv = focal * slope * across * down * depth;
        const double vv = focal * (distortion + slope * down * down) * depth;
        write_row(0, across, {uu, uv, -(uu * across + uv * down)});
        write_row(1, down, {uv, vv, -(uv * across + vv * down)});
    }

    /// By rotation vector r, centre and point, from the adjoint g of the point as the camera sees it.
    static void write_pose(const Batch& batch, std::size_t l, const std::array<Vector, 3>& rotation,
                           const Vector& relative, const Vector& g, Lanes* jacobian) {
        const Vector r{batch.x[0][l], batch.x[1][l], batch.x[2][l]};
        const Vector turn = relative.cross(g);
        const double rp = r.dot(relative);
        const double rg = r.dot(g);
        const double s = batch.s[l];
        const double vp = batch.v[l] * rp;
        const double vg = batch.v[l] * rg;
        const double along = batch.s_slope[l] * r.dot(turn) + batch.v_slope[l] * rp * rg - s * relative.dot(g);
        jacobian[0][l] = along * r.x + s * turn.x + vp * g.x + vg * relative.x;
        jacobian[1][l] = along * r.y + s * turn.y + vp * g.y + vg * relative.y;
        jacobian[2][l] = along * r.z + s * turn.z + vp * g.z + vg * relative.z;
        const Vector point{rotation[0].x * g.x + rotation[1].x * g.y + rotation[2].x * g.z,
                           rotation[0].y * g.x + rotation[1].y * g.y + rotation[2].y * g.z,
                           rotation[0].z * g.x + rotation[1].z * g.y + rotation[2].z * g.z};
        jacobian[3][l] = -point.x;
        jacobian[4][l] = -point.y;
        jacobian[5][l] = -point.z;
        jacobian[11][l] = point.x;
        jacobian[12][l] = point.y;
        jacobian[13][l] = point.z;
    }
};

} // namespace benchmarks
