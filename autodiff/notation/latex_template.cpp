#include <autodiff/notation/latex_template.hpp>

#include <autodiff/graph/graph.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace autodiff::writing {

namespace {

enum class Kind { open, close, separator, relation, sign, product, script, slot, space, word, none };

struct Token {
    Kind kind = Kind::none;
    std::string_view text = {};
    int depth = 0; // number of brackets around it
};

struct KindOfWord {
    std::string_view word;
    Kind kind;
};

// Everything else is a word: a letter, a digit, a command.
constexpr std::array kinds{
    KindOfWord{"{", Kind::open},         KindOfWord{"(", Kind::open},           KindOfWord{"[", Kind::open},
    KindOfWord{"\\begin", Kind::open},   KindOfWord{"\\left", Kind::open},      KindOfWord{"}", Kind::close},
    KindOfWord{")", Kind::close},        KindOfWord{"]", Kind::close},          KindOfWord{"\\end", Kind::close},
    KindOfWord{"\\right", Kind::close},  KindOfWord{",", Kind::separator},      KindOfWord{"&", Kind::separator},
    KindOfWord{"\\\\", Kind::separator}, KindOfWord{"\\text", Kind::separator}, KindOfWord{"<", Kind::relation},
    KindOfWord{">", Kind::relation},     KindOfWord{"=", Kind::relation},       KindOfWord{"\\le", Kind::relation},
    KindOfWord{"\\ge", Kind::relation},  KindOfWord{"\\ne", Kind::relation},    KindOfWord{"+", Kind::sign},
    KindOfWord{"-", Kind::sign},         KindOfWord{"\\cdot", Kind::product},   KindOfWord{"\\times", Kind::product},
    KindOfWord{"\\bmod", Kind::product}, KindOfWord{"/", Kind::product},        KindOfWord{"^", Kind::script},
    KindOfWord{"_", Kind::script},       KindOfWord{" ", Kind::space},          KindOfWord{"\\,", Kind::space},
    KindOfWord{"\\;", Kind::space},      KindOfWord{"\\quad", Kind::space},
};

/// The length of the word that a text begins with: a command, or one character.
std::size_t word_length(std::string_view text) {
    if (text.front() != '\\' || text.size() == 1) return 1;
    std::size_t length = 1;
    while (length < text.size() && std::isalpha(static_cast<unsigned char>(text[length])) != 0) ++length;
    return std::max<std::size_t>(length, 2);
}

Token next_token(std::string_view text) {
    if (text.front() == '#' && text.size() > 1) return {Kind::slot, text.substr(0, 2)};
    std::size_t length = word_length(text);
    const std::string_view word = text.substr(0, length);
    const auto* const known = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.word == word; });
    if (word == "\\left" || word == "\\right")
        length += word_length(text.substr(length));
    else if (word == "\\begin" || word == "\\end" || word == "\\text")
        length = std::min(text.find('}'), text.size() - 1) + 1;
    return {known == kinds.end() ? Kind::word : known->kind, text.substr(0, length)};
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    int depth = 0;
    while (!text.empty()) {
        Token token = next_token(text);
        text.remove_prefix(token.text.size());
        if (token.kind == Kind::close) --depth;
        token.depth = depth;
        if (token.kind == Kind::open) ++depth;
        tokens.push_back(token);
    }
    return tokens;
}

Token before(const std::vector<Token>& tokens, std::size_t i) {
    while (i-- > 0)
        if (tokens[i].kind != Kind::space) return tokens[i];
    return {};
}

Token after(const std::vector<Token>& tokens, std::size_t i) {
    while (++i < tokens.size())
        if (tokens[i].kind != Kind::space) return tokens[i];
    return {};
}

/// What an argument must be to stand right of `left` without brackets.
int least_after(Kind left) {
    switch (left) {
    case Kind::none:
    case Kind::open:
    case Kind::separator:
        return LatexLevel::anything;
    case Kind::relation:
        return LatexLevel::relation + 1;
    case Kind::sign:
        return LatexLevel::sum + 1;
    case Kind::script:
        return LatexLevel::atom;
    default:
        return LatexLevel::product + 1;
    }
}

int least_before(Kind right) {
    switch (right) {
    case Kind::none:
    case Kind::close:
    case Kind::separator:
        return LatexLevel::anything;
    case Kind::relation:
        return LatexLevel::relation + 1;
    case Kind::sign:
        return LatexLevel::sum;
    case Kind::script:
        return LatexLevel::atom;
    default:
        return LatexLevel::product;
    }
}

/// Whether what follows a factor is another one.
bool multiplies(Kind next) { return next == Kind::word || next == Kind::open || next == Kind::slot; }

/// Whether something is multiplied with the argument at place i by standing beside it.
bool in_product(const std::vector<Token>& tokens, std::size_t i) {
    const Kind left = before(tokens, i).kind;
    return left == Kind::word || left == Kind::close || left == Kind::slot || multiplies(after(tokens, i).kind);
}

bool one_bracket(const std::vector<Token>& tokens) {
    const std::size_t first = !tokens.empty() && tokens.front().text == "\\sqrt" ? 1 : 0;
    if (tokens.size() < first + 2 || tokens[first].kind != Kind::open || tokens.back().kind != Kind::close)
        return false;
    return std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(first) + 1, tokens.end() - 1,
                        [](const Token& token) { return token.depth == 0; });
}

int level_of(const std::vector<Token>& tokens) {
    if (one_bracket(tokens)) return LatexLevel::atom;
    int level = LatexLevel::power;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Kind kind = tokens[i].kind;
        if (tokens[i].depth > 0) continue;
        if (kind == Kind::relation) level = std::min(level, LatexLevel::relation);
        if (kind == Kind::sign) level = std::min(level, LatexLevel::sum);
        const bool bracket_times = tokens[i].text.starts_with("\\right") && multiplies(after(tokens, i).kind);
        if (kind == Kind::product || bracket_times || (kind == Kind::slot && in_product(tokens, i)))
            level = std::min(level, LatexLevel::product);
    }
    return level;
}

/// Takes the brackets from \left(#1\right)^ unless they follow the name of a function.
std::string without_own_brackets(std::string_view text) {
    std::string result(text);
    for (char digit = '1'; digit <= '3'; ++digit) {
        const std::string bracketed = fmt::format("\\left(#{}\\right)^", digit);
        for (std::size_t at = 0; (at = result.find(bracketed, at)) != std::string::npos; ++at) {
            const Token previous = at == 0 ? Token{} : tokens_of(std::string_view(result).substr(0, at)).back();
            if (previous.kind == Kind::word || previous.kind == Kind::close) continue;
            result.replace(at, bracketed.size(), fmt::format("#{}^", digit));
        }
    }
    return result;
}

} // namespace

LatexTemplate::LatexTemplate(std::string_view text) {
    const std::string source = without_own_brackets(text);
    const std::vector<Token> tokens = tokens_of(source);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != Kind::slot) {
            if (parts.empty() || parts.back().argument != no_argument) parts.push_back({});
            parts.back().words += tokens[i].text;
            continue;
        }
        const Kind left = before(tokens, i).kind;
        const int least = std::max(least_after(left), least_before(after(tokens, i).kind));
        parts.push_back({.words = {},
                         .argument = tokens[i].text[1] - '0',
                         .least = least,
                         .leading = least_after(left) <= LatexLevel::relation + 1,
                         .outermost = left == Kind::none});
    }
    signed_ = !tokens.empty() && tokens.front().text == "-";
    level = level_of(tokens);
}

const LatexTemplate& latex_template(ops::Opcode operation) {
    static const std::vector<LatexTemplate> templates = [] {
        std::vector<LatexTemplate> all;
        for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
            const ops::Notation& how = notation(static_cast<ops::Opcode>(i));
            std::string name;
            for (const char letter : how.name) name += letter == '_' ? "\\_" : std::string(1, letter);
            all.emplace_back(how.latex.empty() ? fmt::format("\\operatorname{{{}}}\\left(#0\\right)", name)
                                               : std::string(how.latex));
        }
        return all;
    }();
    return templates[ops::index(operation)];
}

} // namespace autodiff::writing
