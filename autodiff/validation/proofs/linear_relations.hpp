#pragma once

#include <autodiff/validation/proofs/ring.hpp>

#include <optional>
#include <vector>

namespace autodiff::proofs {

/// Elements of the ring that are linearly independent over the rational numbers, and how others depend on them. Found
/// by elimination at the points of the first field; whoever uses a relation must test it at the others.
class LinearRelations {
  public:
    explicit LinearRelations(const Ring& ring) : ring_(ring) {}

    [[nodiscard]] std::size_t size() const { return count_; }
    /// The x whose combination with the elements added so far, in their order, is x. None where there is none with
    /// small coefficients.
    [[nodiscard]] std::optional<std::vector<Rational>> solve(const Element& x) const;
    void add(const Element& x);

  private:
    struct Row {
        std::vector<Residue> entries; // [set of square roots][point]
        std::vector<Residue> sources; // the row as a combination of the elements
        std::size_t pivot;
    };
    struct Extra {
        std::size_t element;
        std::vector<Residue> coefficients; // on the independent ones
    };
    /// Eliminates; `combination` receives what was subtracted.
    void reduce(std::vector<Residue>& entries, std::vector<Residue>& combination) const;
    [[nodiscard]] std::vector<Residue> entries_of(const Element& x) const;
    [[nodiscard]] std::optional<std::vector<Rational>> small(const std::vector<Residue>& coefficients) const;

    const Ring& ring_;
    std::size_t count_ = 0;
    std::vector<Row> rows_;
    std::vector<Extra> extras_; // depend on the others by coefficients that are not small, such as sqrt(2)
};

} // namespace autodiff::proofs
