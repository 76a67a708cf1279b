#include <autodiff/program/tiling.hpp>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace autodiff::program {

namespace {

/// Fewer shared operands than this are not worth a tile, unless a row has no more.
constexpr std::size_t fewest_shared = 2;
/// Steps after which a tile that is not full goes on as it is: its operands take room as long as it waits.
constexpr std::size_t longest_wait = 64;

bool is_sink(const Step& step) { return step.kind == StepKind::add_products || step.kind == StepKind::add_slot; }

/// The slot that a term can share with other rows: of a scaled one, or the partner of a product with a running sum.
bool shareable(const Step& step, const Term& term) {
    return step.kind == StepKind::add_products ||
           (step.kind == StepKind::sum_of_products && term.kind == TermKind::scaled);
}

/// Rows that wait to be joined.
class OpenTile {
  public:
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] bool full() const { return rows_.size() == tile_rows; }
    [[nodiscard]] bool waited_too_long() { return ++waited_ > longest_wait; }

    /// Whether the step has enough operands in common with all rows.
    [[nodiscard]] bool fits(const Step& step) const {
        if (weight(step) != weight(rows_.front())) return false;
        const auto shared = std::count_if(step.terms.begin(), step.terms.end(),
                                          [&](const Term& term) { return shareable(step, term) && is_shared(term); });
        return shared >= static_cast<std::ptrdiff_t>(std::min({fewest_shared, step.terms.size(), shortest_}));
    }
    void add(Step step) {
        for (const Term& term : step.terms)
            if (shareable(step, term)) {
                // a slot that stands twice in one row is shared once
                Count& count = counts_[term.b.id];
                if (count.last_row != rows_.size()) ++count.rows;
                count.last_row = rows_.size();
            }
        shortest_ = std::min(shortest_, step.terms.size());
        rows_.push_back(std::move(step));
        waited_ = 0;
    }

    /// The tile, or the row itself where it is alone. A sum of nothing but scaled slots is a tile even so: tiles can
    /// subtract by themselves.
    void close(std::vector<Step>& steps) {
        const bool scaled = !rows_.empty() && rows_.front().kind == StepKind::sum_of_products &&
                            shared_slots().size() == rows_.front().terms.size();
        if (rows_.size() > 1 || scaled)
            steps.push_back(joined());
        else
            std::move(rows_.begin(), rows_.end(), std::back_inserter(steps));
        rows_.clear();
        counts_.clear();
        shortest_ = none;
        waited_ = 0;
    }

  private:
    struct Count {
        std::size_t rows = 0;
        std::size_t last_row = none;
    };

    /// The second factor of a row of products, if any.
    [[nodiscard]] static std::uint32_t weight(const Step& row) {
        return row.operands.size() == 2 ? row.operands[1].id : none;
    }
    [[nodiscard]] bool is_shared(const Term& term) const {
        const auto count = counts_.find(term.b.id);
        return count != counts_.end() && count->second.rows == rows_.size();
    }

    /// Slots that all rows share, in the order of the first one.
    [[nodiscard]] std::vector<std::uint32_t> shared_slots() const {
        std::vector<std::uint32_t> shared;
        for (const Term& term : rows_.front().terms)
            if (shareable(rows_.front(), term) && is_shared(term) &&
                std::find(shared.begin(), shared.end(), term.b.id) == shared.end())
                shared.push_back(term.b.id);
        return shared;
    }

    /// Slots that all rows but the first, but the first two ... share, one of each: a triangle is a tile with stairs.
    [[nodiscard]] std::vector<std::uint32_t> stair_slots() const {
        std::vector<std::uint32_t> stairs;
        const Step& longest = rows_.back();
        for (std::size_t step = 1; step < rows_.size(); ++step) {
            const auto found = std::find_if(longest.terms.begin(), longest.terms.end(), [&](const Term& term) {
                return shareable(longest, term) && begins_at(term.b.id, step);
            });
            if (found == longest.terms.end()) break;
            stairs.push_back(found->b.id);
        }
        return stairs;
    }
    /// Whether the rows from this one on have the slot, and no other row.
    [[nodiscard]] bool begins_at(std::uint32_t slot, std::size_t first) const {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            const bool has = std::any_of(rows_[r].terms.begin(), rows_[r].terms.end(), [&](const Term& term) {
                return shareable(rows_[r], term) && term.b.id == slot;
            });
            if (has != (r >= first)) return false;
        }
        return true;
    }

    /// Shared terms first, in the same order in all rows.
    [[nodiscard]] Step joined() {
        Step tile{.kind = rows_.front().kind == StepKind::add_products ? StepKind::product_tile : StepKind::sum_tile};
        std::stable_sort(rows_.begin(), rows_.end(),
                         [](const Step& a, const Step& b) { return a.terms.size() < b.terms.size(); });
        std::vector<std::uint32_t> first = shared_slots();
        tile.shared = static_cast<std::uint32_t>(first.size());
        const std::vector<std::uint32_t> stairs = stair_slots();
        tile.stairs = static_cast<std::uint32_t>(stairs.size());
        first.insert(first.end(), stairs.begin(), stairs.end());
        for (Step& row : rows_) {
            move_to_front(row, first);
            tile.rows.push_back(std::move(row));
        }
        return tile;
    }

    static void move_to_front(Step& row, const std::vector<std::uint32_t>& slots) {
        std::vector<Term> sorted;
        std::vector<bool> taken(row.terms.size());
        for (const std::uint32_t slot : slots)
            for (std::size_t k = 0; k < row.terms.size(); ++k)
                if (!taken[k] && shareable(row, row.terms[k]) && row.terms[k].b.id == slot) {
                    sorted.push_back(row.terms[k]);
                    taken[k] = true;
                    break;
                }
        for (std::size_t k = 0; k < row.terms.size(); ++k)
            if (!taken[k]) sorted.push_back(row.terms[k]);
        row.terms = std::move(sorted);
    }

    std::vector<Step> rows_;
    std::unordered_map<std::uint32_t, Count> counts_;
    std::size_t shortest_ = none; ///< row, in terms
    std::size_t waited_ = 0;
};

class Tiling {
  public:
    explicit Tiling(Plan& plan) : plan_(plan), open_value_(plan.values) {}

    void run() {
        for (Step& step : plan_.steps) {
            if (step.kind == StepKind::add_products)
                join(products_, std::move(step));
            else if (is_sink(step))
                emit_sink(std::move(step));
            else
                emit(std::move(step));
            if (!sums_.empty() && sums_.waited_too_long()) close_sums();
            if (!products_.empty() && products_.waited_too_long()) products_.close(waiting_);
            flush();
        }
        products_.close(waiting_);
        close_sums();
        flush();
        plan_.steps = std::move(result_);
    }

  private:
    void join(OpenTile& tile, Step step) {
        if (!tile.empty() && !tile.fits(step)) tile.close(waiting_);
        tile.add(std::move(step));
        if (tile.full()) tile.close(waiting_);
    }

    void emit_sink(Step step) { waiting_.push_back(std::move(step)); }

    void emit(Step step) {
        if (reads_open(step)) close_sums();
        const bool sum = step.kind == StepKind::sum_of_products;
        if (!sum) {
            result_.push_back(std::move(step));
            return;
        }
        if (!sums_.empty() && !sums_.fits(step)) close_sums();
        open_value_[step.value] = true;
        open_.push_back(step.value);
        sums_.add(std::move(step));
        if (sums_.full()) close_sums();
    }

    void close_sums() {
        sums_.close(result_);
        for (const std::uint32_t value : open_) open_value_[value] = false;
        open_.clear();
    }

    /// Sinks go on once no row that they read waits any more.
    void flush() {
        std::vector<Step> still_waiting;
        for (Step& step : waiting_) (reads_open(step) ? still_waiting : result_).push_back(std::move(step));
        waiting_ = std::move(still_waiting);
    }

    [[nodiscard]] bool reads_open(const Step& step) const {
        if (open_.empty()) return false;
        const auto open = [&](const Operand& operand) { return !operand.uniform && open_value_[operand.id]; };
        const bool sums = step.kind == StepKind::sum_of_products;
        return std::any_of(step.operands.begin(), step.operands.end(), open) ||
               std::any_of(step.rows.begin(), step.rows.end(), [&](const Step& row) { return reads_open(row); }) ||
               std::any_of(step.terms.begin(), step.terms.end(),
                           [&](const Term& term) { return (sums && open(term.a)) || open(term.b); });
    }

    Plan& plan_;
    std::vector<Step> result_;
    std::vector<Step> waiting_;
    OpenTile sums_;
    OpenTile products_;
    std::vector<std::uint32_t> open_;
    std::vector<bool> open_value_;
};

} // namespace

void join_tiles(Plan& plan) { Tiling(plan).run(); }

} // namespace autodiff::program
