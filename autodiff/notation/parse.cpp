#include <autodiff/notation/parse.hpp>

#include <autodiff/notation/constants.hpp>
#include <autodiff/notation/expression_reader.hpp>

#include <fmt/format.h>
#include <optional>

namespace autodiff {

namespace reading {

namespace {

using Kind = Token::Kind;

/// Reads a whole text: definitions, and the expression that follows them.
class FormulaReader {
  public:
    explicit FormulaReader(const ParseOptions& options) {
        scope_.other_variables = options.other_variables;
        for (const std::string& variable : options.variables) declare(variable);
        for (const std::string& let : options.lets) read_definitions(let);
    }

    Formula read(std::string_view text) {
        Cursor cursor = start(text);
        while (definition_follows(cursor)) define(cursor);
        if (cursor.peek().is(Kind::end))
            cursor.fail(cursor.peek(), "there is no expression; write one, after the definitions if there are any");
        const bool doubtful = begins_like_a_continuation(cursor);
        const Token first = cursor.peek();
        const NodeId output = reader(cursor).read();
        if (doubtful && !draft_.depends(output, *last_defined_))
            cursor.fail(first,
                        "does this line continue the one before? Then let that one end with the operator; if not, "
                        "let it end with a semicolon");
        skip_separators(cursor);
        if (!cursor.peek().is(Kind::end)) fail_after_expression(cursor);
        return draft_.finish(text, declared_, output);
    }

  private:
    void declare(const std::string& variable) {
        const SourceText source(variable);
        if (!is_name(variable))
            source.fail(0, fmt::format("'{}' cannot name a variable; names are letters, digits and underscores, and "
                                       "begin with no digit",
                                       quoted(variable)));
        if (draft_.has_variable(variable)) source.fail(0, "this variable is declared twice; give each once");
        draft_.variable(variable);
        ++declared_;
    }

    void read_definitions(std::string_view text) {
        Cursor cursor = start(text);
        do {
            if (!definition_follows(cursor)) cursor.fail(cursor.peek(), "a definition is written name = expression");
            define(cursor);
            skip_separators(cursor);
        } while (!cursor.peek().is(Kind::end));
    }

    Cursor start(std::string_view text) {
        constexpr std::size_t longest = 1'000'000;
        if (text.size() > longest)
            SourceText(text.substr(0, 100))
                .fail(0, fmt::format("the text has {} bytes, more than {}; build so large a graph in C++, with record",
                                     text.size(), longest));
        last_defined_.reset();
        return Cursor(text);
    }

    /// Whether a sign begins the line after a definition: it may have been meant as a part of that.
    [[nodiscard]] bool begins_like_a_continuation(const Cursor& cursor) const {
        return last_defined_ && !semicolon_ && (cursor.peek().is("+") || cursor.peek().is("-"));
    }

    ExpressionReader reader(Cursor& cursor) { return {cursor, draft_, logic_, scope_}; }

    void skip_separators(Cursor& cursor) {
        while (cursor.peek().is(Kind::line_end) || cursor.peek().is(";"))
            semicolon_ = cursor.take().is(";") || semicolon_;
    }

    /// Whether `name =` follows, or `let`, which is passed over.
    bool definition_follows(Cursor& cursor) {
        skip_separators(cursor);
        const bool let = cursor.peek().is(Kind::name) && cursor.peek().text == "let" && cursor.peek(1).is(Kind::name);
        if (let) cursor.take();
        const bool follows = cursor.peek().is(Kind::name) && cursor.peek(1).is("=");
        if (let && !follows) cursor.fail(cursor.peek(1), "a definition is written let name = expression");
        return follows;
    }

    void define(Cursor& cursor) {
        const Token name = cursor.take();
        const std::string text = quoted(name.text);
        if (!is_name(name.text)) cursor.fail(name, fmt::format("{} is a constant and cannot be defined", text));
        const auto require_no_variable = [&] {
            if (draft_.has_variable(name.text))
                cursor.fail(name, fmt::format("{} is a variable already; define another name, or define it before its "
                                              "first use",
                                              text));
        };
        require_no_variable();
        if (scope_.definitions.contains(name.text))
            cursor.fail(name, fmt::format("{} is defined already; give the second definition another name", text));
        cursor.take();
        const NodeId value = reader(cursor).read();
        require_no_variable(); // which it has become in its own definition
        const Token& next = cursor.peek();
        if (!next.is(";") && !next.is(Kind::line_end) && !next.is(Kind::end)) reader(cursor).fail_unexpected(next);
        scope_.definitions.emplace(name.text, value);
        last_defined_ = value;
        semicolon_ = false;
    }

    [[noreturn]] void fail_after_expression(Cursor& cursor) {
        const Token& token = cursor.peek();
        const Token& last = cursor.last();
        if (!last.is(Kind::line_end) && !last.is(";")) reader(cursor).fail_unexpected(token);
        cursor.fail(token, "one expression stands at the end of the text; a line that goes on ends with an operator or "
                           "inside parentheses, and a definition begins with name =");
    }

    Draft draft_;
    Logic logic_{draft_};
    Scope scope_;
    std::size_t declared_ = 0;
    std::optional<NodeId> last_defined_; // in this text
    bool semicolon_ = false;             // after the last definition, before what follows
};

} // namespace

} // namespace reading

Formula parse(std::string_view text, const ParseOptions& options) { return reading::FormulaReader(options).read(text); }

} // namespace autodiff
