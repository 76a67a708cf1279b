#include <autodiff/program/tile_differences.hpp>

#include <autodiff/program/step_values.hpp>

#include <unordered_map>
#include <vector>

namespace autodiff::program {

namespace {

bool is_difference(const Step& step) {
    return step.kind == StepKind::operation && step.operation == ops::opcode<ops::Subtract> &&
           !step.operands[0].uniform && step.operands[1].uniform;
}

/// f(each term that the rows of a tile share).
template <class F>
void for_each_shared(Step& tile, const F& f) {
    for (std::uint32_t r = 0; r < tile.rows.size(); ++r)
        for (std::uint32_t k = 0; k < shared_terms(tile, r); ++k) f(tile.rows[r].terms[k]);
}

class TileDifferences {
  public:
    explicit TileDifferences(Plan& plan) : plan_(plan), other_reads_(read_counts(plan)), made_from_(plan.values) {}

    void run() {
        for (const Step& step : plan_.steps)
            if (is_difference(step)) differences_.try_emplace(step.value, step.operands);
        for (Step& step : plan_.steps) for_each_shared(step, [&](const Term& term) { --other_reads_[term.b.id]; });
        std::erase_if(differences_, [&](const auto& difference) { return other_reads_[difference.first] > 0; });
        for (const auto& [value, operands] : differences_) ++made_from_[operands[0].id];
        // What is subtracted from stays alive instead: worth it where several differences are made from it.
        std::erase_if(differences_, [&](const auto& difference) { return made_from_[difference.second[0].id] < 2; });

        for (Step& step : plan_.steps) for_each_shared(step, [&](Term& term) { subtract(term.b); });
        std::erase_if(plan_.steps,
                      [&](const Step& step) { return is_difference(step) && differences_.contains(step.value); });
    }

  private:
    void subtract(Operand& operand) const {
        const auto found = differences_.find(operand.id);
        if (found == differences_.end()) return;
        operand.id = found->second[0].id;
        operand.minus = found->second[1].id;
    }

    Plan& plan_;
    std::vector<std::uint32_t> other_reads_; ///< of each value, than as what rows share
    std::vector<std::uint32_t> made_from_;   ///< differences
    std::unordered_map<std::uint32_t, std::vector<Operand>> differences_;
};

} // namespace

void subtract_in_tiles(Plan& plan) { TileDifferences(plan).run(); }

} // namespace autodiff::program
