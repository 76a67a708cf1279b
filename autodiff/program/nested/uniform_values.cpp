#include <autodiff/program/nested/uniform_values.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/evaluate.hpp>

namespace autodiff::program {

namespace {

/// f(call, function) for the calls whose bodies have numbers of their own.
template <class F>
void for_each_uniform_call(const Plan& plan, F f) {
    for (const Step& step : plan.steps)
        if (step.kind == StepKind::call)
            if (const PlannedFunction& called = plan.functions[step.target]; !called.uniform_inputs.empty())
                f(step, called);
}

void append(const Plan& plan, std::span<const double> parameters, bool check, std::vector<double>& values) {
    const std::size_t first = values.size();
    const std::vector<double> own = node_values(plan.uniforms, parameters);
    if (check && plan.uniforms.guarded()) check_guards(plan.uniforms, own);
    values.insert(values.end(), own.begin(), own.end());
    for_each_uniform_call(plan, [&](const Step& call, const PlannedFunction& called) {
        if (called.function.steps == 0) { // nobody runs the body
            values.resize(values.size() + uniform_count(*called.body) +
                          (called.adjoint == nullptr ? 0 : uniform_count(*called.adjoint)));
            return;
        }
        std::vector<double> arguments;
        for (std::size_t k = 0; k < called.uniform_inputs.size(); ++k)
            if (called.uniform_inputs[k]) arguments.push_back(values[first + call.operands[k].id]);
        append(*called.body, arguments, check, values);
        if (called.adjoint != nullptr) append(*called.adjoint, arguments, check, values);
    });
}

} // namespace

std::size_t uniform_count(const Plan& plan) {
    std::size_t count = plan.uniforms.size();
    for_each_uniform_call(plan, [&](const Step&, const PlannedFunction& called) {
        count += uniform_count(*called.body);
        if (called.adjoint != nullptr) count += uniform_count(*called.adjoint);
    });
    return count;
}

std::vector<double> uniform_values(const Plan& plan, std::span<const double> parameters, bool check) {
    std::vector<double> values;
    append(plan, parameters, check, values);
    return values;
}

bool constants_branch_as_recorded(const Plan& plan) {
    try {
        static_cast<void>(uniform_values(plan, {}, true));
        return true;
    } catch (const GuardError&) { return false; }
}

} // namespace autodiff::program
