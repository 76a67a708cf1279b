// Names in expressions: variables, definitions, constants and calls; and powers, which stand for several operations.

#include <autodiff/notation/expression_reader.hpp>

#include <autodiff/notation/constants.hpp>
#include <autodiff/notation/exact_number.hpp>
#include <autodiff/notation/prelude.hpp>

#include <algorithm>
#include <iterator>

namespace autodiff::reading {

NodeId ExpressionReader::name(const Token& name) {
    if (cursor_.peek().is("(")) return call(name);
    const auto defined = scope_.definitions.find(name.text);
    if (defined != scope_.definitions.end()) return defined->second;
    if (scope_.sees_variables && draft_.has_variable(name.text)) return draft_.variable(name.text);
    if (auto constant = find_constant(name.text)) {
        if (auto* number = std::get_if<ExactNumber>(&*constant)) return draft_.number(std::move(*number));
        return draft_.constant(std::get<double>(*constant));
    }
    const bool letter = std::find(std::begin(letters), std::end(letters), name.text) != std::end(letters);
    if (is_function(name.text) && !letter) fail_function_without_arguments(name);
    if (!scope_.other_variables) fail_unknown_name(name);
    return draft_.variable(name.text);
}

NodeId ExpressionReader::call(const Token& name) {
    if (!is_function(name.text)) fail_no_function(name);
    const std::vector<NodeId> read = arguments();
    const auto callee = find_function(name.text, read.size());
    if (!callee) fail_argument_count(name, read.size());
    return apply(*callee, read);
}

NodeId ExpressionReader::apply(const Callee& callee, std::span<const NodeId> arguments) {
    if (callee.definition != nullptr) return apply(*callee.definition, arguments);
    if (!callee.folded) return draft_.add(callee.operation, arguments);
    NodeId result = arguments[0];
    for (const NodeId argument : arguments.subspan(1))
        result = draft_.add(callee.operation, std::array{result, argument});
    return result;
}

/// The definitions of the prelude use each other without cycles, so that this ends.
NodeId ExpressionReader::apply(const Definition& definition, std::span<const NodeId> arguments) {
    Scope scope{.definitions = {}, .sees_variables = false, .other_variables = false};
    for (std::size_t i = 0; i < arguments.size(); ++i)
        scope.definitions.emplace(definition.parameters[i], arguments[i]);
    Cursor cursor(definition.body);
    return ExpressionReader(cursor, draft_, logic_, scope).read();
}

/// e^x is exp(x), which no rounded e can spoil. x^2 is square(x): one multiplication, within half an ulp, where the C
/// library's pow is slower and may be off by one; its derivative 2x needs no power. All other powers are pow: products
/// for x^3 would round more often.
NodeId ExpressionReader::raise(NodeId base, NodeId exponent) {
    const ExactNumber* number = draft_.number_at(base);
    if (number != nullptr && number->kind == ExactNumber::Kind::e) return draft_.add<ops::Exp>({exponent});
    number = draft_.number_at(exponent);
    if (number != nullptr && equals(*number, 2)) return draft_.add<ops::Square>({base});
    return draft_.add<ops::Pow>({base, exponent});
}

} // namespace autodiff::reading
