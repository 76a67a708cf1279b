#include <autodiff/program/batch_code.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/program/nested/batch_call.hpp>
#include <autodiff/program/nested/plan_bodies.hpp>
#include <autodiff/program/nested/uniform_values.hpp>
#include <autodiff/program/uniform_nodes.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <span>

namespace autodiff::program {

namespace {

/// Lanes that amortise an instruction's dispatch, in vectors. More of them while the slots fit into this many bytes,
/// most of a core's second-level cache.
constexpr std::size_t fewest_vectors = 8;
constexpr std::size_t most_lanes = 128;
constexpr std::size_t cache_bytes = std::size_t{768} * 1024;
/// Of memory, for each thread, rather than as many lanes as dispatch wants.
constexpr std::size_t most_bytes = std::size_t{64} << 20;

std::size_t choose_lanes(const Plan& plan, const Kernels& kernels) {
    std::size_t lanes = std::max(most_lanes, fewest_vectors * kernels.lanes);
    const std::size_t slots = working_slots(plan);
    while (lanes > fewest_vectors * kernels.lanes && slots * lanes * sizeof(double) > cache_bytes) lanes /= 2;
    // Long sequences, and states of long loops, are too much for any cache.
    const std::size_t all = slots_with_states(plan);
    while (lanes > kernels.lanes && all * lanes * sizeof(double) > most_bytes) lanes /= 2;
    return lanes;
}

/// Consecutive elements in runs.
void append(std::vector<BatchCode::Run>& runs, std::size_t element, std::uint32_t offset) {
    if (runs.empty() || runs.back().first + runs.back().offsets.size() != element) runs.push_back({element, {}});
    runs.back().offsets.push_back(offset);
}

} // namespace

BatchCode::BatchCode(const Plan& plan, const Kernels& kernels, std::size_t lanes)
    : plan_(&plan), kernels_(&kernels), lanes_(lanes == 0 ? choose_lanes(plan, kernels) : lanes), slots_(plan.slots),
      uniforms_(plan.uniforms.size()) {
    if (lanes_ % kernels.lanes != 0)
        throw Error(fmt::format("compile: {} lanes are not a multiple of the {} of this instruction set.", lanes_,
                                kernels.lanes));
    BatchBodies bodies(kernels, lanes_);
    translate_all(bodies);
}

BatchCode::BatchCode(const Plan& plan, const Kernels& kernels, std::size_t lanes, BatchBodies& bodies)
    : plan_(&plan), kernels_(&kernels), lanes_(lanes), slots_(plan.slots), uniforms_(plan.uniforms.size()) {
    translate_all(bodies);
}

void BatchCode::translate_all(BatchBodies& bodies) {
    const Plan& plan = *plan_;
    if (slots_ * lanes_ > std::numeric_limits<std::uint32_t>::max())
        throw Error(fmt::format("compile: {} values of {} points each do not fit into 2^32 numbers; compile a smaller "
                                "graph, or ask for fewer lanes.",
                                slots_, lanes_));
    for (std::size_t k = 0; k < plan.inputs.size(); ++k)
        if (plan.inputs[k] != none) append(inputs_, k, offset(plan.inputs[k]));
    for (std::size_t k = 0; k < plan.outputs.size(); ++k)
        if (!plan.outputs[k].uniform) append(outputs_, k, offset(plan.outputs[k].id));
    make_functions(bodies);
    instructions_.reserve(plan.steps.size());
    for (const Step& step : plan.steps) instructions_.push_back(translate(step));
    plan_ = nullptr;
}

void BatchCode::make_functions(BatchBodies& bodies) {
    guarded_ = plan_->failing_guard != none;
    for (const PlannedFunction& planned : plan_->functions) {
        functions_.push_back(bodies.function(planned));
        const BatchFunction& function = *functions_.back();
        nested_room_ = std::max(nested_room_, function.room());
        for (const BatchBody* body : {function.body.get(), function.adjoint.get()}) {
            if (body == nullptr) continue;
            scratch_ = std::max(scratch_, body->code.scratch());
            guarded_ = guarded_ || body->code.guarded();
        }
    }
}

std::uint32_t BatchCode::offset(std::uint32_t value) const {
    return plan_->slot_of[value] * static_cast<std::uint32_t>(lanes_);
}

std::uint32_t BatchCode::place(const Operand& operand) const {
    return operand.uniform ? operand.id : offset(operand.id);
}

const Factors* BatchCode::store_terms(const std::vector<Factors>& terms) {
    if (terms.empty()) return nullptr;
    terms_.push_back(std::make_unique<Factors[]>(terms.size()));
    std::copy(terms.begin(), terms.end(), terms_.back().get());
    return terms_.back().get();
}

Instruction BatchCode::operation(const Step& step) {
    Instruction instruction{.result = offset(step.value), .constant = static_cast<std::uint32_t>(step.operation)};
    const auto& row = kernels_->operations[ops::index(step.operation)];
    const bool nary = arity(step.operation) == ops::any_number;
    std::size_t uniform = 0;
    for (std::size_t k = 0; k < step.operands.size() && !nary; ++k)
        if (step.operands[k].uniform) uniform |= std::size_t{1} << k;
    instruction.kernel = row[uniform];
    if (!nary && instruction.kernel != nullptr) {
        for (std::size_t k = 0; k < step.operands.size(); ++k) instruction.operands[k] = place(step.operands[k]);
        return instruction;
    }
    if (instruction.kernel == nullptr) instruction.kernel = kernels_->lane_by_lane;
    std::vector<Factors> terms;
    terms.reserve(step.operands.size());
    for (const Operand& operand : step.operands) terms.push_back({place(operand), operand.uniform ? 1U : 0U});
    instruction.counts[0] = static_cast<std::uint32_t>(terms.size());
    instruction.terms = store_terms(terms);
    scratch_ = std::max(scratch_, terms.size() * kernels_->lanes);
    return instruction;
}

Instruction BatchCode::sum_of_products(const Step& step, std::size_t first_term) {
    Instruction instruction{.result = offset(step.value), .constant = step.constant};
    std::vector<Factors> terms;
    unsigned present = 0;
    for (const Term& term : std::span(step.terms).subspan(first_term)) { // sorted by kind
        const auto kind = static_cast<std::size_t>(term.kind);
        present |= 1U << kind;
        ++instruction.counts[kind];
        terms.push_back({place(term.a), place(term.b)});
    }
    instruction.kernel = kernels_->sum_of_products[present];
    instruction.terms = store_terms(terms);
    return instruction;
}

Instruction BatchCode::add_products(const Step& step, std::size_t first_term) {
    Instruction instruction{.kernel = kernels_->add_products[step.operands.size() - 1], .result = step.target};
    for (std::size_t k = 0; k < step.operands.size(); ++k) instruction.operands[k] = place(step.operands[k]);
    std::vector<Factors> terms;
    terms.reserve(step.terms.size());
    for (const Term& term : std::span(step.terms).subspan(first_term)) terms.push_back({term.a.id, place(term.b)});
    instruction.counts[0] = static_cast<std::uint32_t>(terms.size());
    instruction.terms = store_terms(terms);
    return instruction;
}

Instruction BatchCode::tile(const Step& step) {
    auto tile = std::make_unique<Tile>();
    const bool sums = step.kind == StepKind::sum_tile;
    tile->shared = step.shared;
    tile->stairs = step.stairs;
    const Step& longest = step.rows.back();
    bool minus = false;
    for (std::uint32_t k = 0; k < step.shared + step.stairs; ++k) {
        tile->table.push_back(place(longest.terms[k].b));
        tile->table.push_back(longest.terms[k].b.minus);
        minus = minus || longest.terms[k].b.minus != UniformNodes::zero;
        for (std::uint32_t r = 0; r < step.rows.size(); ++r)
            tile->table.push_back(k < shared_terms(step, r) ? step.rows[r].terms[k].a.id : 0);
    }
    for (std::uint32_t r = 0; r < step.rows.size(); ++r)
        tile->rows.push_back(sums ? sum_of_products(step.rows[r], shared_terms(step, r))
                                  : add_products(step.rows[r], shared_terms(step, r)));
    const std::size_t rows = step.rows.size();
    Instruction instruction{.kernel = sums ? kernels_->sum_tile[minus][rows]
                                           : kernels_->product_tile[longest.operands.size() - 1][minus][rows],
                            .tile = tile.get()};
    tiles_.push_back(std::move(tile));
    return instruction;
}

Instruction BatchCode::call(const Step& step) {
    auto call = std::make_shared<BatchCall>();
    call->function = functions_[step.target];
    call->arguments.reserve(step.operands.size());
    for (const Operand& operand : step.operands) call->arguments.push_back({operand.uniform, place(operand)});
    call->results.reserve(step.results.size());
    for (const std::uint32_t result : step.results) call->results.push_back(result == none ? none : offset(result));
    if (const PlannedFunction& planned = plan_->functions[step.target]; !planned.uniform_inputs.empty()) {
        call->body_uniforms = static_cast<std::uint32_t>(uniforms_);
        uniforms_ += uniform_count(*planned.body);
        call->adjoint_uniforms = static_cast<std::uint32_t>(uniforms_);
        if (planned.adjoint != nullptr) uniforms_ += uniform_count(*planned.adjoint);
    }
    calls_.push_back(call);
    return {.kernel = run_call, .call = call.get()};
}

Instruction BatchCode::translate(const Step& step) {
    switch (step.kind) {
    case StepKind::operation:
        return operation(step);
    case StepKind::sum_of_products:
        return sum_of_products(step);
    case StepKind::add_products:
        return add_products(step);
    case StepKind::sum_tile:
    case StepKind::product_tile:
        return tile(step);
    case StepKind::add_slot: {
        Instruction instruction{.kernel = kernels_->add_slot, .result = step.target};
        instruction.operands[0] = place(step.operands[0]);
        return instruction;
    }
    case StepKind::call:
        return call(step);
    case StepKind::guard: {
        guarded_ = true;
        Instruction instruction{.kernel = kernels_->guard, .constant = step.target};
        instruction.operands = {place(step.operands[0]), step.taken ? 1U : 0U, 0};
        return instruction;
    }
    }
    return {};
}

} // namespace autodiff::program
