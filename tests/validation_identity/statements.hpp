// Statements about formulas as texts, what the prover says to them, and how that is checked.
#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/notation/formula.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/validation/identity.hpp>

#include <random>
#include <string>
#include <vector>

namespace identity_test {

/// "left == right", or "f ' x == derivative": the derivative of f with respect to x.
struct Statement {
    autodiff::Formula left, right;
    std::size_t variable = 0;
    bool derivative = false;
};

/// Both sides have all variables of both, in the same order.
Statement read(const std::string& text);

autodiff::Proof prove(const Statement& statement);
inline autodiff::Proof prove(const std::string& text) { return prove(read(text)); }

/// Every formula that differs from this one in one operation, number or operand: a sign, an exponent, a function.
std::vector<autodiff::Formula> near_misses(const autodiff::Formula& formula);

struct Side {
    autodiff::Graph graph;
    std::vector<autodiff::ExactNumber> numbers;
};
/// Whether the first two certainly differ at one of some random points of the domain at which all are defined: by
/// enclosures of each alone and nothing else.
bool differ_somewhere(const std::vector<Side>& sides, const std::vector<autodiff::Interval>& domain,
                      std::mt19937_64& random);
/// The same of the sides of a statement.
bool differ_somewhere(const Statement& statement, std::mt19937_64& random);

} // namespace identity_test
