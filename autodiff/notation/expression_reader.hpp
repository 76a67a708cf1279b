#pragma once

#include <autodiff/notation/cursor.hpp>
#include <autodiff/notation/draft.hpp>
#include <autodiff/notation/functions.hpp>
#include <autodiff/notation/logic.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff::reading {

/// What names that are neither functions nor constants mean.
struct Scope {
    std::map<std::string, NodeId, std::less<>> definitions;
    bool sees_variables = true;  ///< no function of the prelude does
    bool other_variables = true; ///< a new name becomes a variable
};

/// Reads expressions by recursive descent and adds what they mean to the draft:
///
///     conditional  infix ? conditional : conditional      | infix
///     infix        unary operator infix, as the precedences say: || && comparisons + - * / ·
///     unary        - unary | + unary | ! unary            | power
///     power        primary ^ unary | primary superscript  | primary
///     primary      number | name | name(conditional, ...) | (conditional) | |conditional| | √primary
class ExpressionReader {
  public:
    ExpressionReader(Cursor& cursor, Draft& draft, Logic& logic, const Scope& scope)
        : cursor_(cursor), draft_(draft), logic_(logic), scope_(scope) {}

    /// The expression at the cursor, which stops at what cannot continue it. Throws ParseError.
    NodeId read() { return conditional(); }

    /// Throws the ParseError about a token that stands where an operator or an end belongs.
    [[noreturn]] void fail_unexpected(const Token& token) const;

  private:
    NodeId conditional();
    NodeId infix(int least);
    NodeId unary();
    NodeId power();
    NodeId primary();

    NodeId number(const Token& literal, bool minus);
    NodeId name(const Token& name);
    NodeId call(const Token& name);
    NodeId parenthesized();
    NodeId absolute_value();
    NodeId root(const Token& sign);
    std::vector<NodeId> arguments();

    /// Throws the ParseError of a bracket that is not closed where it must be.
    [[noreturn]] void fail_unclosed(const Token& opening) const;
    [[noreturn]] void fail_operand(const Token& token) const;
    [[noreturn]] void fail_function_without_arguments(const Token& name) const;
    [[noreturn]] void fail_no_function(const Token& name) const;
    [[noreturn]] void fail_argument_count(const Token& name, std::size_t count) const;
    [[noreturn]] void fail_unknown_name(const Token& name) const;

    NodeId apply(const Callee& callee, std::span<const NodeId> arguments);
    NodeId apply(const Definition& definition, std::span<const NodeId> arguments);
    NodeId raise(NodeId base, NodeId exponent);

    class Nesting;

    Cursor& cursor_;
    Draft& draft_;
    Logic& logic_;
    const Scope& scope_;
    std::size_t depth_ = 0;
    std::size_t bars_ = 0; // |x| that are open since the last parenthesis
};

} // namespace autodiff::reading
