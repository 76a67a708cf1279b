#include <autodiff/notation/function_names.hpp>

#include <fmt/format.h>

namespace autodiff::writing {

void FunctionNames::collect(const Graph& graph) {
    for (const GraphFunction& function : graph.functions())
        for (const Graph* body : {function.body.get(), function.adjoint.get()}) {
            if (body == nullptr || !numbers_.emplace(body, bodies_.size() + 1).second) continue;
            bodies_.push_back(body);
            collect(*body);
        }
}

std::string FunctionNames::text(const GraphFunction& function) const {
    std::string name = fmt::format("f{}", number(*function.body));
    if (function.kind == GraphFunction::Kind::call) return name;
    if (function.kind == GraphFunction::Kind::repeat) return fmt::format("repeat({}, {} steps)", name, function.steps);
    return fmt::format("reverse({}, f{}, {} steps)", name, number(*function.adjoint), function.steps);
}

std::string FunctionNames::latex(const GraphFunction& function) const {
    std::string name = fmt::format("f_{{{}}}", number(*function.body));
    if (function.kind == GraphFunction::Kind::call) return name;
    if (function.kind == GraphFunction::Kind::repeat)
        return fmt::format("\\operatorname{{repeat}}_{{{}}}[{}]", function.steps, name);
    return fmt::format("\\operatorname{{reverse}}_{{{}}}[{}, f_{{{}}}]", function.steps, name,
                       number(*function.adjoint));
}

} // namespace autodiff::writing
