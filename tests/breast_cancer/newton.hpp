/// Logistic regression a second time, as an independent judge: gradient and Hessian written by hand in plain doubles,
/// Newton's method with a Cholesky factorisation. Nothing here comes from the library or from the example.
#pragma once

#include <Eigen/Dense>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace newton {

struct Problem {
    Eigen::MatrixXd features; ///< samples times features, standardised, and a last column of ones for the bias
    Eigen::VectorXd classes;  ///< 0 or 1
};

/// Standardises by population standard deviations and adds the column of ones.
inline Problem make_problem(const std::vector<std::vector<double>>& features, const std::vector<int>& classes) {
    const auto n = static_cast<Eigen::Index>(features.size());
    const auto d = static_cast<Eigen::Index>(features.front().size());
    Problem problem{Eigen::MatrixXd::Ones(n, d + 1), Eigen::VectorXd(n)};
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& row = features[static_cast<std::size_t>(i)];
        problem.features.row(i).head(d) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), d);
        problem.classes(i) = classes[static_cast<std::size_t>(i)];
    }
    for (Eigen::Index j = 0; j < d; ++j) {
        auto column = problem.features.col(j).array();
        column -= column.mean();
        column /= std::sqrt(column.square().mean());
    }
    return problem;
}

inline double loss(const Problem& problem, const Eigen::VectorXd& parameters) {
    const Eigen::VectorXd scores = problem.features * parameters;
    double total = parameters.head(parameters.size() - 1).squaredNorm() / 2;
    for (Eigen::Index i = 0; i < scores.size(); ++i) {
        // -y log(p) - (1 - y) log(1 - p) with p = 1 / (1 + exp(-s)), sorted so that no exponential overflows
        total += std::log1p(std::exp(-std::abs(scores(i)))) + std::max(scores(i), 0.0) - problem.classes(i) * scores(i);
    }
    return total;
}

inline Eigen::VectorXd probabilities(const Problem& problem, const Eigen::VectorXd& parameters) {
    return (1 + (-(problem.features * parameters).array()).exp()).inverse();
}

inline Eigen::VectorXd gradient(const Problem& problem, const Eigen::VectorXd& parameters) {
    Eigen::VectorXd penalised = parameters;
    penalised(penalised.size() - 1) = 0;
    return problem.features.transpose() * (probabilities(problem, parameters) - problem.classes) + penalised;
}

inline Eigen::MatrixXd hessian(const Problem& problem, const Eigen::VectorXd& parameters) {
    const Eigen::ArrayXd p = probabilities(problem, parameters);
    Eigen::MatrixXd h = problem.features.transpose() * (p * (1 - p)).matrix().asDiagonal() * problem.features;
    h.diagonal().head(h.rows() - 1).array() += 1;
    return h;
}

/// The minimum, from zero, with steps halved until they descend. Throws std::runtime_error unless it gets there.
inline Eigen::VectorXd solve(const Problem& problem) {
    Eigen::VectorXd parameters = Eigen::VectorXd::Zero(problem.features.cols());
    for (int iteration = 0; iteration < 100; ++iteration) {
        const Eigen::VectorXd g = gradient(problem, parameters);
        if (g.norm() < 1e-11) { return parameters; }
        Eigen::VectorXd step = -hessian(problem, parameters).llt().solve(g);
        const double here = loss(problem, parameters);
        while (loss(problem, parameters + step) > here * (1 + 1e-12)) { step /= 2; }
        parameters += step;
    }
    throw std::runtime_error("Newton's method did not converge");
}

} // namespace newton
