#include <autodiff/program/nested/plan_bodies.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/program/joint_factors.hpp>
#include <autodiff/program/lowering.hpp>
#include <autodiff/program/nested/uniform_values.hpp>
#include <autodiff/program/planner.hpp>
#include <autodiff/program/slots.hpp>
#include <autodiff/program/tile_differences.hpp>
#include <autodiff/program/tiling.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace autodiff::program {

namespace {

using SharedGraph = std::shared_ptr<const Graph>;
using SharedPlan = std::shared_ptr<const Plan>;

/// The body with the inputs that are uniform first, as parameters, and the others as data.
Graph with_parameters_first(const Graph& body, const std::vector<bool>& uniform) {
    Graph graph;
    std::vector<NodeId> inputs(body.inputs().size());
    std::size_t data = 0;
    for (std::size_t k = 0; k < inputs.size(); ++k)
        if (!uniform.empty() && uniform[k]) inputs[k] = graph.add_input();
    for (std::size_t k = 0; k < inputs.size(); ++k)
        if (uniform.empty() || !uniform[k]) {
            inputs[k] = graph.add_input();
            ++data;
        }
    for (const NodeId output : splice(graph, body, inputs)) graph.add_output(output);
    if (!uniform.empty()) graph.set_data_inputs(data);
    return graph;
}

class BodyPlanner {
  public:
    BodyPlanner(BodyUse use, std::uint32_t guard) : use_(use), guard_(guard) {}

    void plan_functions(Plan& plan, bool checked) {
        split_by_uniform_inputs(plan);
        for (PlannedFunction& called : plan.functions) {
            const bool reversed = called.function.kind == GraphFunction::Kind::repeat_reverse;
            called.body = planned(called.function.body, checked && !reversed, called);
            if (reversed) called.adjoint = planned(called.function.adjoint, checked, called);
        }
    }

  private:
    /// A function for each of its calls that differ in what is uniform.
    void split_by_uniform_inputs(Plan& plan) const {
        std::vector<PlannedFunction> functions;
        std::map<std::pair<std::uint32_t, std::vector<bool>>, std::uint32_t> numbers;
        for (Step& step : plan.steps) {
            if (step.kind != StepKind::call) continue;
            const GraphFunction& function = plan.functions[step.target].function;
            std::vector<bool> uniform = uniform_inputs(step, function);
            const auto [number, fresh] =
                numbers.try_emplace({step.target, uniform}, static_cast<std::uint32_t>(functions.size()));
            if (fresh) functions.push_back({function, std::move(uniform)});
            step.target = number->second;
        }
        plan.functions = std::move(functions);
    }

    /// Inputs of the body that are the same for all points, and in all steps. Empty: none.
    [[nodiscard]] std::vector<bool> uniform_inputs(const Step& call, const GraphFunction& function) const {
        if (use_ == BodyUse::point) return {};
        const std::size_t inputs = function.body->inputs().size();
        const std::size_t first = function.is_loop() ? function.states() : 0;
        const std::size_t end = function.is_loop() ? first + function.shared : inputs;
        std::vector<bool> uniform(inputs);
        std::size_t count = 0;
        for (std::size_t k = first; k < end; ++k)
            if ((uniform[k] = call.operands[k].uniform)) ++count;
        if (count == 0 || count == inputs) return {}; // with no input left, the body would seem to be uniform
        return uniform;
    }

    SharedPlan planned(const SharedGraph& graph, bool checked, const PlannedFunction& called) {
        const GraphFunction& function = called.function;
        const std::size_t shared_from = function.is_loop() ? function.states() : 0;
        const std::size_t shared_end = shared_from + (function.is_loop() ? function.shared : 0);
        auto& known = known_[{graph, checked, shared_from, shared_end, called.uniform_inputs}];
        if (known != nullptr) return known;
        std::vector<bool> uniform = called.uniform_inputs;
        if (!uniform.empty()) uniform.resize(graph->inputs().size());
        Graph body = with_parameters_first(*graph, uniform);
        if (!checked) body.clear_guards();
        Plan plan = plan_steps(lower(body), Purpose::map);
        for (Step& step : plan.steps)
            if (step.kind == StepKind::guard) step.target = guard_;
        plan_functions(plan, checked);
        if (checked && plan.uniforms.inputs().empty() && !constants_branch_as_recorded(plan))
            plan.failing_guard = guard_;
        if (use_ == BodyUse::batch) {
            std::vector<std::uint32_t> kept;
            for (std::size_t k = 0, data = 0; k < shared_end; ++k) {
                if (!uniform.empty() && uniform[k]) continue;
                if (k >= shared_from && plan.inputs[data] != none) kept.push_back(plan.inputs[data]);
                ++data;
            }
            finish_for_batches(plan, kept);
        }
        // Planning what it calls may have moved what `known` refers to, but not in a std::map.
        return known = std::make_shared<const Plan>(std::move(plan));
    }

    using Key = std::tuple<SharedGraph, bool, std::size_t, std::size_t, std::vector<bool>>;

    BodyUse use_;
    std::uint32_t guard_;
    std::map<Key, SharedPlan> known_;
};

} // namespace

void plan_bodies(Plan& plan, BodyUse use, std::uint32_t guard) { BodyPlanner(use, guard).plan_functions(plan, true); }

void finish_for_batches(Plan& plan, const std::vector<std::uint32_t>& kept) {
    join_factors(plan);
    join_tiles(plan);
    subtract_in_tiles(plan);
    const std::size_t outputs = plan.outputs.size();
    for (const std::uint32_t value : kept) plan.outputs.push_back({false, value}); // these stay until the end
    give_slots(plan);
    plan.outputs.resize(outputs);
}

namespace {

/// Each plan is counted once, however many ways lead to it.
class Slots {
  public:
    explicit Slots(bool with_states) : with_states_(with_states) {}

    std::size_t of(const Plan& plan) {
        if (const auto known = known_.find(&plan); known != known_.end()) return known->second;
        std::size_t most = 0;
        for (const PlannedFunction& called : plan.functions) most = std::max(most, of(called));
        return known_[&plan] = plan.slots + most;
    }

  private:
    std::size_t of(const PlannedFunction& called) {
        const GraphFunction& function = called.function;
        std::size_t kept = 1;
        if (with_states_ && called.adjoint != nullptr)
            kept = std::min<std::size_t>(snapshots(function), function.steps);
        const std::size_t states = function.is_loop() ? (kept + 1) * function.states() : 0;
        return states + of(*called.body) + (called.adjoint == nullptr ? 0 : of(*called.adjoint));
    }

    bool with_states_;
    std::unordered_map<const Plan*, std::size_t> known_;
};

} // namespace

std::size_t working_slots(const Plan& plan) { return Slots(false).of(plan); }

std::size_t slots_with_states(const Plan& plan) { return Slots(true).of(plan); }

} // namespace autodiff::program
