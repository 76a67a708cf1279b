#include "operations_page.hpp"

#include "rule_proofs.hpp"

#include <autodiff/ops/catalogue.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace ops_test {

namespace {

namespace ops = autodiff::ops;
using Names = std::array<std::string_view, 3>;

constexpr std::string_view introduction = R"(# Operations

Every elementary operation, why its derivative is right, what it does at its edges, and how accurate it is. This page is
generated from the contracts in `autodiff/ops/`, from proofs and from measurements. A test keeps it equal to them; after a
change, rewrite it with

    AUTODIFF_UPDATE_DOCS=1 build/dev/tests/test_ops

Accuracy is the largest error that the tests allow, in units in the last place (ulp) of double, against rigorous enclosures
over the whole domain: all binades, hard points, random points. Beside it stands the largest that was found, rounded up, at
the hard points and at 1500 random ones. Much of it is the C library's, so other machines find a little more or less. Unless a row says otherwise the value is within 2 ulp and
every partial derivative within 4; the same bounds hold for float in its own ulp. An infinite partial is an honest one: the
derivative is infinite there. A partial that is infinite times an adjoint that is 0 counts as 0. Outside of the domain the
value is NaN unless the row says otherwise.

The bounds are those of tapes and duals. A differentiated graph has the textbook form of each rule as its nodes (the partial
of x^y is y x^(y-1)): a few ulp as well, but for values next to overflow or underflow, and with the error of an exponent
magnified by its size.

| operation | | domain | value at most | found | partials at most | found | derivative |
|---|---|---|---|---|---|---|---|
)";

constexpr std::string_view about_derivatives = R"(
## Why the derivatives are right

`./dev test` proves each rule from the definition of its operation: an equation between the arguments and the value r. Both
sides are differentiated with the rules of operations that stand further up in this table, and with the rule in question for
r. That the result is an identity is proved in prime fields, as `prove_equal` does it, with a probability of error below
2^-100 each. The value is proved to satisfy the equation, too, and wrong partials (the other sign, a factor of 2, 1 more,
arguments swapped) are refuted.

*By definition* are the derivatives that everything else is made of; the rule is proved to be what stands here. *Piecewise*
means on each side of a kink or jump: what holds there is the contract's. *Measured* rules are outside of the method: they
are compared with enclosures alone. A proof holds where the value exists and what stands behind "for" is true. Sums over any
number of arguments are shown for four.

| operation | definition | derivative |
|---|---|---|
)";

std::string replace_all(std::string text, std::string_view pattern, std::string_view replacement) {
    for (std::size_t at = text.find(pattern); at != std::string::npos; at = text.find(pattern, at + replacement.size()))
        text.replace(at, pattern.size(), replacement);
    return text;
}

/// x, y, ... as the text form has them; "x..." for each list of an n-ary operation.
std::string argument_list(int arity, std::string_view name, const Names& names) {
    if (arity == ops::any_number) return name == "dot" ? "x..., y..." : "x...";
    std::string list(names[0]);
    for (std::size_t k = 1; k < static_cast<std::size_t>(arity); ++k) list += fmt::format(", {}", names[k]);
    return list;
}

std::string as_text(const ops::Notation& notation, int arity, const Names& names) {
    switch (notation.form) {
    case ops::Form::infix:
        return fmt::format("{} {} {}", names[0], notation.symbol, names[1]);
    case ops::Form::prefix:
        return fmt::format("{}{}", notation.symbol, names[0]);
    default:
        return fmt::format("{}({})", notation.name, argument_list(arity, notation.name, names));
    }
}

/// A name of several letters is upright, as in \mathrm{slope}.
std::string latex_name(std::string_view name) {
    if (name == "alpha") return "\\alpha";
    return name.size() == 1 ? std::string(name) : fmt::format("\\mathrm{{{}}}", name);
}

std::string as_latex(const ops::Notation& notation, int arity, const Names& names) {
    std::string all = "x_1, \\dots, x_n";
    if (notation.name == "dot") all += ", y_1, \\dots, y_n";
    if (arity != ops::any_number) {
        all = latex_name(names[0]);
        for (std::size_t k = 1; k < static_cast<std::size_t>(arity); ++k) all += ", " + latex_name(names[k]);
    }
    std::string latex(notation.latex);
    if (latex.empty())
        latex =
            fmt::format("\\operatorname{{{}}}\\left(#0\\right)", replace_all(std::string(notation.name), "_", "\\_"));
    latex = replace_all(latex, "#0", all);
    for (std::size_t k = 0; k < names.size(); ++k)
        latex = replace_all(latex, fmt::format("#{}", k + 1), latex_name(names[k]));
    return latex;
}

/// For the inside of a table, where a bar would end the cell.
std::string cell(std::string text) { return replace_all(std::move(text), "|", "\\|"); }

std::string bound(double ulp) { return ulp == 0 ? "exact" : fmt::format("{} ulp", ulp); }

/// What text(k) says of each argument k, once where it says the same of several: "x: proved; y: measured".
template <class Text>
std::string of_arguments(const RuleProof& rule, Text text) {
    std::vector<std::string> said;
    std::vector<std::vector<std::string>> of;
    for (std::size_t k = 0; k < rule.partials.size(); ++k) {
        const std::string words = text(rule.partials[k]);
        if (said.empty() || said.back() != words) {
            said.push_back(words);
            of.emplace_back();
        }
        of.back().push_back(rule.arguments[k]);
    }
    if (said.size() == 1) return said[0];
    std::string all;
    for (std::size_t i = 0; i < said.size(); ++i)
        all += fmt::format("{}{}: {}", i == 0 ? "" : "; ", fmt::join(of[i], ", "), said[i]);
    return all;
}

std::string standing(const PartialProof& partial) { return std::string(words(partial.standing)); }

template <class Op>
std::string table_row(const MeasuredCatalogue& measured) {
    const ops::Contract& contract = Op::contract;
    const auto found = measured.find(Op::notation.name);
    const MeasuredErrors errors = found == measured.end() ? MeasuredErrors{} : found->second;
    return fmt::format("| `{}` | ${}$ | {} | {} | {:.1f} | {} | {:.1f} | {} |\n",
                       cell(as_text(Op::notation, Op::arity, Op::arguments)),
                       replace_all(as_latex(Op::notation, Op::arity, Op::arguments), "|", "\\vert "),
                       cell(std::string(contract.domain)), bound(contract.value_ulp), errors.value,
                       bound(contract.partial_ulp), errors.partials,
                       of_arguments(rule_proof(Op::notation.name), standing));
}

std::string definition_text(const Definition& definition) {
    if (definition.equation.empty() && definition.derivatives.empty()) return std::string(definition.reason);
    if (definition.equation.empty())
        return fmt::format("derivative `{}`: {}", fmt::join(definition.derivatives, "`, `"), definition.reason);
    std::string text = fmt::format("`{}`", definition.equation);
    if (!definition.lets.empty()) text += fmt::format(" with `{}`", fmt::join(definition.lets, "`, `"));
    return text;
}

/// How one partial is known, and for which arguments.
std::string standing_and_assumptions(const PartialProof& partial) {
    const auto& assumptions = partial.proof.assumptions;
    if (assumptions.empty()) return standing(partial);
    return fmt::format("{} for `{}`", words(partial.standing), fmt::join(assumptions, "`, `"));
}

std::string proof_row(const RuleProof& rule) {
    return fmt::format("| `{}` | {} | {} |\n", rule.definition.operation, cell(definition_text(rule.definition)),
                       cell(of_arguments(rule, standing_and_assumptions)));
}

template <class Op>
std::string edge_entry() {
    const ops::Contract& contract = Op::contract;
    if (contract.edges.empty() && contract.accuracy.empty()) return "";
    std::string entry = fmt::format("\n**`{}`**", as_text(Op::notation, Op::arity, Op::arguments));
    if (!contract.edges.empty()) entry += fmt::format(": {}.", contract.edges);
    if (!contract.accuracy.empty()) entry += fmt::format(" *Accuracy*: {}.", contract.accuracy);
    return entry + "\n";
}

std::vector<std::string> cells_of(std::string_view row) {
    std::vector<std::string> cells;
    constexpr std::string_view border = " | ";
    for (std::size_t start = 0; start < row.size();) {
        const std::size_t end = std::min(row.find(border, start), row.size());
        cells.emplace_back(row.substr(start, end - start));
        start = end + border.size();
    }
    return cells;
}

} // namespace

MeasuredCatalogue stated_errors(std::string_view page) {
    MeasuredCatalogue stated;
    ops::for_each_operation([&]<class Op>(Op) {
        const std::string beginning =
            fmt::format("\n| `{}` | $", cell(as_text(Op::notation, Op::arity, Op::arguments)));
        const std::size_t start = page.find(beginning);
        if (start == std::string_view::npos) return;
        const auto cells = cells_of(page.substr(start, page.find('\n', start + 1) - start));
        constexpr std::size_t value = 4, partials = 6; // columns, from 0
        if (cells.size() <= partials) return;
        stated[std::string(Op::notation.name)] = {std::strtod(cells[value].c_str(), nullptr),
                                                  std::strtod(cells[partials].c_str(), nullptr)};
    });
    return stated;
}

std::string operations_page(const MeasuredCatalogue& measured) {
    std::string page(introduction);
    ops::for_each_operation([&]<class Op>(Op) { page += table_row<Op>(measured); });
    page += about_derivatives;
    for (const RuleProof& rule : rule_proofs()) page += proof_row(rule);
    page += "\n## At the edges\n";
    ops::for_each_operation([&]<class Op>(Op) { page += edge_entry<Op>(); });
    return page;
}

} // namespace ops_test
