#include <autodiff/program/planner.hpp>

#include <autodiff/program/lowering.hpp>
#include <autodiff/program/running_sums.hpp>
#include <autodiff/program/term_collector.hpp>
#include <autodiff/program/uniform_nodes.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace autodiff::program {

namespace {

class Planner {
  public:
    Planner(const Graph& graph, Purpose purpose)
        : graph_(graph), varying_(varying_nodes(graph)), uniforms_(plan_.uniforms, graph, varying_), uses_(graph),
          needed_(graph.size()), main_(graph.size()), collector_(graph_, varying_, uses_, uniforms_),
          sums_(graph_, varying_, uses_, uniforms_) {
        if (purpose == Purpose::map)
            need_outputs();
        else
            sum_outputs();
        need_guards();
        for (std::size_t i = graph.size(); i-- > 0;)
            if (const auto node = static_cast<NodeId>(i); needed_[i] && !graph.node(node).is_input()) make(node);
        number_values();
        write_steps();
        if (purpose == Purpose::map)
            for (const NodeId output : graph.outputs()) plan_.outputs.push_back(operand(output));
        plan_.sums = sums_.count();
    }

    Plan take() { return std::move(plan_); }

  private:
    void need(NodeId node) {
        if (varying_[index(node)]) needed_[index(node)] = true;
    }

    void need_outputs() {
        for (const NodeId output : graph_.outputs()) need(output);
    }

    void sum_outputs() {
        for (const NodeId output : graph_.outputs()) plan_.summed_outputs.push_back(sums_.terms_of(output));
        for (const RunningSums::Products& sum : sums_.products()) {
            need(sum.x);
            need(sum.y);
        }
        for (const RunningSums::Slot& sum : sums_.slots()) need(sum.x);
    }

    void need_guards() {
        for (const Guard& guard : graph_.guards()) need(guard.comparison);
        if (graph_.functions().empty()) return;
        for (std::size_t i = 0; i < graph_.size(); ++i)
            if (const auto node = static_cast<NodeId>(i);
                graph_.node(node).is_call() && graph_.function(node).guarded())
                need(node);
    }

    /// The step of a node that is needed as a value; marks what it reads.
    void make(NodeId node) {
        Pending& pending = main_[index(node)];
        if (TermCollector::is_sum(graph_.node(node))) {
            pending = collector_.collect(node);
            for (const PendingTerm& term : pending.terms) {
                need(term.x);
                need(term.y);
            }
        }
        if (pending.terms.empty())
            for (const NodeId argument : graph_.arguments(node)) need(argument);
    }

    void number_values() {
        value_.assign(graph_.size(), none);
        plan_.inputs.assign(graph_.data_inputs() == 0 ? graph_.inputs().size() : graph_.data_inputs(), none);
        const std::size_t shared = graph_.inputs().size() - plan_.inputs.size();
        for (std::size_t k = 0; k < plan_.inputs.size(); ++k) {
            const std::size_t input = index(graph_.inputs()[shared + k]);
            if (needed_[input]) plan_.inputs[k] = value_[input] = plan_.values++;
        }
        for (std::size_t i = 0; i < graph_.size(); ++i) {
            const Node& node = graph_.node(static_cast<NodeId>(i));
            if (!needed_[i] || node.is_input()) continue;
            if (node.is_call())
                results_[static_cast<NodeId>(i)].assign(graph_.function(static_cast<NodeId>(i)).results(), none);
            else
                value_[i] = plan_.values++;
            if (node.is_result()) results_.at(node.arguments[0])[node.result_number()] = value_[i];
        }
        for (const GraphFunction& function : graph_.functions()) plan_.functions.push_back({function});
    }

    [[nodiscard]] Operand operand(NodeId node) const {
        if (!varying_[index(node)]) return {true, uniforms_.of(node)};
        return {false, value_[index(node)]};
    }

    void write_steps() {
        std::vector<std::vector<std::uint32_t>> guards_of(graph_.guards().empty() ? 0 : graph_.size());
        for (std::size_t g = 0; g < graph_.guards().size(); ++g)
            if (const std::size_t at = index(graph_.guards()[g].comparison); varying_[at])
                guards_of[at].push_back(static_cast<std::uint32_t>(g));
        sums_.sort_by_readiness();
        for (std::size_t i = 0; i < graph_.size(); ++i) {
            const auto node = static_cast<NodeId>(i);
            if (!needed_[i]) continue;
            if (graph_.node(node).is_operation()) plan_.steps.push_back(main_step(node));
            if (graph_.node(node).is_call()) plan_.steps.push_back(call_step(node));
            if (!guards_of.empty())
                for (const std::uint32_t guard : guards_of[i]) plan_.steps.push_back(guard_step(node, guard));
            sum_steps(node);
        }
    }

    Step main_step(NodeId node) {
        const Pending& pending = main_[index(node)];
        Step step{.value = value_[index(node)]};
        if (pending.terms.empty()) {
            step.operation = graph_.node(node).opcode();
            for (const NodeId argument : graph_.arguments(node)) step.operands.push_back(operand(argument));
            return step;
        }
        step.kind = StepKind::sum_of_products;
        step.constant = pending.constant;
        for (const PendingTerm& term : pending.terms)
            step.terms.push_back({term.kind, operand(term.x), operand(term.y)});
        std::stable_sort(step.terms.begin(), step.terms.end(),
                         [](const Term& x, const Term& y) { return x.kind < y.kind; });
        return step;
    }

    Step call_step(NodeId call) {
        Step step{.kind = StepKind::call, .target = static_cast<std::uint32_t>(graph_.node(call).function())};
        for (const NodeId argument : graph_.arguments(call)) step.operands.push_back(operand(argument));
        step.results = std::move(results_.at(call));
        return step;
    }

    Step guard_step(NodeId comparison, std::uint32_t guard) const {
        Step step{.kind = StepKind::guard, .taken = graph_.guards()[guard].taken, .target = guard};
        step.operands.push_back(operand(comparison));
        return step;
    }

    /// The running sums that can go on as soon as this value is there.
    void sum_steps(NodeId node) {
        const auto products = sums_.products_ready_at(node);
        if (!products.empty()) {
            Step step{.kind = StepKind::add_products};
            step.operands.push_back(operand(node));
            for (const auto& sum : products)
                step.terms.push_back({TermKind::product, {false, sum.number}, operand(sum.x)});
            plan_.steps.push_back(std::move(step));
        }
        for (const auto& sum : sums_.slots_ready_at(node)) {
            Step step{.kind = StepKind::add_slot, .target = sum.number};
            step.operands.push_back(operand(node));
            plan_.steps.push_back(std::move(step));
        }
    }

    const Graph& graph_;
    Plan plan_;
    std::vector<bool> varying_;
    UniformNodes uniforms_;
    UseCounts uses_;
    std::vector<bool> needed_;
    std::vector<Pending> main_; // the sums; empty for other operations
    TermCollector collector_;
    RunningSums sums_;
    std::vector<std::uint32_t> value_;
    std::unordered_map<NodeId, std::vector<std::uint32_t>> results_; // of calls: their values
};

} // namespace

Plan plan_steps(const Graph& lowered, Purpose purpose) { return Planner(lowered, purpose).take(); }

} // namespace autodiff::program
