#include <autodiff/program/point/step_order.hpp>

#include <autodiff/program/point/rule_functions.hpp>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace autodiff::program {

namespace {

/// Fewer calls than these are done as soon one by one: a vector of eight takes as long as two or four calls.
constexpr std::size_t fewest_together = 4;

/// Which steps each step reads.
class StepGraph {
  public:
    explicit StepGraph(const Plan& plan) : producer_(plan.values, none) {
        for (std::uint32_t i = 0; i < plan.steps.size(); ++i)
            if (plan.steps[i].kind == StepKind::call) {
                for (const std::uint32_t result : plan.steps[i].results)
                    if (result != none) producer_[result] = i;
            } else if (plan.steps[i].kind != StepKind::guard) {
                producer_[plan.steps[i].value] = i;
            }
        ends_.reserve(plan.steps.size() + 1);
        ends_.push_back(0);
        for (const Step& step : plan.steps) {
            for (const Operand& operand : step.operands) add(operand);
            for (const Term& term : step.terms) {
                if (term.kind == TermKind::product || term.kind == TermKind::minus_product) add(term.a);
                add(term.b);
            }
            ends_.push_back(static_cast<std::uint32_t>(reads_.size()));
        }
    }

    /// The step that makes an operand, or `none`.
    [[nodiscard]] std::uint32_t producer(const Operand& operand) const {
        return operand.uniform ? none : producer_[operand.id];
    }
    [[nodiscard]] std::span<const std::uint32_t> reads(std::uint32_t step) const {
        return std::span(reads_).subspan(ends_[step], ends_[step + 1] - ends_[step]);
    }

  private:
    void add(const Operand& operand) {
        if (const std::uint32_t step = producer(operand); step != none) reads_.push_back(step);
    }

    std::vector<std::uint32_t> producer_;
    std::vector<std::uint32_t> reads_;
    std::vector<std::uint32_t> ends_;
};

class DepthFirst {
  public:
    DepthFirst(const Plan& plan, const Kernels& kernels)
        : plan_(plan), kernels_(kernels), graph_(plan), needed_(plan.steps.size()), done_(plan.steps.size()) {
        find_needed();
        find_calls();
        std::size_t next_guard = 0;
        const std::vector<std::uint32_t> guards = sorted_guards();
        for (std::size_t begin = 0; begin < calls_.size();) {
            const std::uint32_t level = levels_[calls_[begin]];
            for (; next_guard < guards.size() && levels_[guards[next_guard]] <= level; ++next_guard)
                visit(guards[next_guard]);
            std::size_t end = begin + 1;
            while (end < calls_.size() && same_item(calls_[begin], calls_[end])) ++end;
            const auto same = std::span(calls_).subspan(begin, end - begin);
            if (same.size() >= fewest_together)
                call(same);
            else
                for (const std::uint32_t step : same) visit(step);
            begin = end;
        }
        for (std::uint32_t i = 0; i < plan.steps.size(); ++i)
            if (needed_[i]) visit(i);
    }

    StepOrder take() { return std::move(order_); }

  private:
    [[nodiscard]] bool is_call(const Step& step) const {
        return step.kind == StepKind::operation && !is_elementary(step.operation) && arity(step.operation) > 0 &&
               kernels_.operations[ops::index(step.operation)][0] != nullptr;
    }
    [[nodiscard]] bool same_item(std::uint32_t x, std::uint32_t y) const {
        return levels_[x] == levels_[y] && plan_.steps[x].operation == plan_.steps[y].operation;
    }

    /// How many calls lie on the longest way to each step, and the calls that are needed, sorted by that and by
    /// function.
    void find_calls() {
        levels_.assign(plan_.steps.size(), 0);
        for (std::uint32_t i = 0; i < plan_.steps.size(); ++i)
            for (const std::uint32_t read : graph_.reads(i))
                levels_[i] = std::max(levels_[i], levels_[read] + (is_call(plan_.steps[read]) ? 1 : 0));
        for (std::uint32_t i = 0; i < plan_.steps.size(); ++i)
            if (needed_[i] && is_call(plan_.steps[i])) calls_.push_back(i);
        std::stable_sort(calls_.begin(), calls_.end(), [&](std::uint32_t x, std::uint32_t y) {
            return std::tuple(levels_[x], plan_.steps[x].operation) < std::tuple(levels_[y], plan_.steps[y].operation);
        });
    }

    void find_needed() {
        for (const Operand& output : plan_.outputs)
            if (const std::uint32_t step = graph_.producer(output); step != none) needed_[step] = true;
        for (std::size_t i = plan_.steps.size(); i-- > 0;) {
            const StepKind kind = plan_.steps[i].kind;
            if (kind == StepKind::guard || kind == StepKind::call) needed_[i] = true; // a call may check guards
            if (!needed_[i]) continue;
            for (const std::uint32_t read : graph_.reads(static_cast<std::uint32_t>(i))) needed_[read] = true;
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> sorted_guards() const {
        std::vector<std::uint32_t> guards;
        for (std::uint32_t i = 0; i < plan_.steps.size(); ++i)
            if (plan_.steps[i].kind == StepKind::guard) guards.push_back(i);
        std::stable_sort(guards.begin(), guards.end(),
                         [&](std::uint32_t x, std::uint32_t y) { return levels_[x] < levels_[y]; });
        return guards;
    }

    /// The operands of all first, then the calls as one item.
    void call(std::span<const std::uint32_t> calls) {
        for (const std::uint32_t step : calls)
            for (const std::uint32_t read : graph_.reads(step)) visit(read);
        for (const std::uint32_t step : calls) {
            done_[step] = true;
            order_.steps.push_back(step);
        }
        end_item();
    }

    void visit(std::uint32_t root) {
        if (done_[root]) return;
        open_.push_back({root, 0});
        while (!open_.empty()) {
            auto& [step, next] = open_.back();
            const auto reads = graph_.reads(step);
            while (next < reads.size() && done_[reads[next]]) ++next;
            if (next < reads.size()) {
                open_.push_back({reads[next], 0});
                continue;
            }
            if (!done_[step]) {
                done_[step] = true;
                order_.steps.push_back(step);
                end_item();
            }
            open_.pop_back();
        }
    }

    void end_item() { order_.item_ends.push_back(static_cast<std::uint32_t>(order_.steps.size())); }

    struct Open {
        std::uint32_t step;
        std::size_t next; ///< of the steps it reads, the first that may not be done
    };

    const Plan& plan_;
    const Kernels& kernels_;
    StepGraph graph_;
    std::vector<std::uint32_t> levels_;
    std::vector<std::uint32_t> calls_;
    std::vector<bool> needed_;
    std::vector<bool> done_;
    std::vector<Open> open_;
    StepOrder order_;
};

} // namespace

StepOrder depth_first(const Plan& plan, const Kernels& kernels) { return DepthFirst(plan, kernels).take(); }

StepOrder by_level(const Plan& plan, const StepOrder& order) {
    const StepGraph graph(plan);
    struct Item {
        std::uint32_t begin, end, level;
        const Step* step;
        [[nodiscard]] auto key() const {
            return std::tuple(level, step->kind, step->operation, end - begin, step->terms.size());
        }
    };
    std::vector<std::uint32_t> level_of(plan.steps.size());
    std::vector<Item> items;
    for (std::uint32_t begin = 0; const std::uint32_t end : order.item_ends) {
        std::uint32_t level = 0;
        for (std::uint32_t k = begin; k < end; ++k)
            for (const std::uint32_t read : graph.reads(order.steps[k])) level = std::max(level, level_of[read] + 1);
        for (std::uint32_t k = begin; k < end; ++k) level_of[order.steps[k]] = level;
        items.push_back({begin, end, level, &plan.steps[order.steps[begin]]});
        begin = end;
    }
    std::stable_sort(items.begin(), items.end(), [](const Item& x, const Item& y) { return x.key() < y.key(); });
    StepOrder result;
    for (const Item& item : items) {
        result.steps.insert(result.steps.end(), order.steps.begin() + item.begin, order.steps.begin() + item.end);
        result.item_ends.push_back(static_cast<std::uint32_t>(result.steps.size()));
    }
    return result;
}

} // namespace autodiff::program
