#include "operations_page.hpp"

#include <autodiff/ops/catalogue.hpp>

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace ops_test {

namespace {

namespace ops = autodiff::ops;
using Names = std::array<std::string_view, 3>;

constexpr std::string_view introduction = R"(# Operations

Every elementary operation, what it does at its edges, and how accurate it is. This page is generated from the contracts in
`autodiff/ops/`, and a test keeps it equal to them; after a change, rewrite it with

    AUTODIFF_UPDATE_DOCS=1 build/dev/tests/test_ops

Accuracy is the largest error that the tests allow, in units in the last place (ulp) of double, against rigorous enclosures
over the whole domain: all binades, hard points, random points. Unless a row says otherwise the value is within 2 ulp and
every partial derivative within 4; the same bounds hold for float in its own ulp. An infinite partial is an honest one: the
derivative is infinite there. A partial that is infinite times an adjoint that is 0 counts as 0. Outside of the domain the
value is NaN unless the row says otherwise.

The bounds are those of tapes and duals. A differentiated graph has the textbook form of each rule as its nodes (the partial
of x^y is y x^(y-1)): a few ulp as well, but for values next to overflow or underflow, and with the error of an exponent
magnified by its size.

| operation | | domain | value | partials |
|---|---|---|---|---|
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

template <class Op>
std::string table_row() {
    const ops::Contract& contract = Op::contract;
    return fmt::format("| `{}` | ${}$ | {} | {} | {} |\n", cell(as_text(Op::notation, Op::arity, Op::arguments)),
                       replace_all(as_latex(Op::notation, Op::arity, Op::arguments), "|", "\\vert "),
                       cell(std::string(contract.domain)), bound(contract.value_ulp), bound(contract.partial_ulp));
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

} // namespace

std::string operations_page() {
    std::string page(introduction);
    ops::for_each_operation([&]<class Op>(Op) { page += table_row<Op>(); });
    page += "\n## At the edges\n";
    ops::for_each_operation([&]<class Op>(Op) { page += edge_entry<Op>(); });
    return page;
}

} // namespace ops_test
