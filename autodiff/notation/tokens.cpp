#include <autodiff/notation/tokens.hpp>

#include <autodiff/notation/functions.hpp>
#include <autodiff/notation/source_text.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace autodiff::reading {

namespace {

using Kind = Token::Kind;

/// Another way to write a symbol or a name.
struct Spelling {
    std::string_view written;
    std::string_view meant;
};

// clang-format off
/// Marks of the grammar, and what people paste. The operators of the catalogue come on top of these.
constexpr Spelling grammar_symbols[] = {
    {"(", "("}, {")", ")"}, {",", ","}, {";", ";"}, {"?", "?"}, {":", ":"}, {"=", "="}, {"|", "|"},
    {"^", "^"}, {"**", "^"}, {"!", "!"}, {"&&", "&&"}, {"∧", "&&"}, {"∨", "||"}, {"¬", "!"}, {"√", "√"}, {"∛", "∛"},
    {"−", "-"}, {"–", "-"}, {"×", "*"}, {"⋅", "*"}, {"∙", "*"}, {"∗", "*"}, {"÷", "/"}, {"∕", "/"},
    {"≤", "<="}, {"≥", ">="}, {"≠", "!="},
};
/// Characters that are names.
constexpr std::string_view name_characters[] = {"π", "∞", "ℯ"};

constexpr Spelling remedies[] = {
    {"%", "for the remainder write fmod(x, y)"},
    {"&", "the logical and is &&"},
    {"[", "write parentheses ( ), and x0, x1 for the elements of x"},
    {"]", "write parentheses ( )"},
    {"{", "write parentheses ( )"},
    {"}", "write parentheses ( )"},
    {"\\", "LaTeX is not read: write sin(x) for \\sin x, and a / b for \\frac{a}{b}"},
    {"'", "name a derivative with an underscore or a digit: f_x, f1"},
    {"\"", "names stand without quotation marks"},
    {"#", "there are no comments"},
    {"~", "the logical not is !"},
    {"½", "write 1/2"},
    {"‖", "write norm(x, y) for the length of a vector"},
};
constexpr std::string_view superscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
// clang-format on

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_hexadecimal_digit(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool begins_name(char32_t c) {
    constexpr char32_t pi = U'π';
    constexpr char32_t not_letters[] = {0x375, 0x378, 0x379, 0x37E, 0x380, 0x381, 0x382, 0x383,
                                        0x384, 0x385, 0x387, 0x38B, 0x38D, 0x3A2, 0x3F6};
    if (c >= 0x370 && c <= 0x3FF)
        return c != pi && std::find(std::begin(not_letters), std::end(not_letters), c) == std::end(not_letters);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continues_name(char32_t c) { return begins_name(c) || is_digit(c) || (c >= U'₀' && c <= U'₉'); }

bool is_space(char32_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/// All symbols, longer spellings before their beginnings.
std::vector<Spelling> make_symbols() {
    std::vector<Spelling> symbols(std::begin(grammar_symbols), std::end(grammar_symbols));
    for (const Infix& infix : infix_operators()) symbols.push_back({infix.symbol, infix.symbol});
    std::stable_sort(symbols.begin(), symbols.end(),
                     [](const Spelling& a, const Spelling& b) { return a.written.size() > b.written.size(); });
    return symbols;
}

const Spelling* symbol_at(std::string_view rest) {
    static const std::vector<Spelling> symbols = make_symbols();
    const auto found =
        std::find_if(symbols.begin(), symbols.end(), [&](const Spelling& s) { return rest.starts_with(s.written); });
    return found == symbols.end() ? nullptr : &*found;
}

std::optional<char> superscript_digit(std::string_view character) {
    if (character == "⁻") return '-';
    const auto* const found = std::find(std::begin(superscripts), std::end(superscripts), character);
    if (found == std::end(superscripts)) return std::nullopt;
    return static_cast<char>('0' + (found - std::begin(superscripts)));
}

/// Sizes in bytes of what a text starts with; 0 where it does not.
class Scan {
  public:
    explicit Scan(std::string_view rest) : rest_(rest) {}

    [[nodiscard]] std::size_t name() const {
        for (const std::string_view name : name_characters)
            if (rest_.starts_with(name)) return name.size();
        if (!begins_name(decode(rest_, 0).code)) return 0;
        std::size_t end = 0;
        while (end < rest_.size() && continues_name(decode(rest_, end).code)) end += decode(rest_, end).size;
        return end;
    }

    [[nodiscard]] std::size_t number() const {
        if (rest_.starts_with("0x") || rest_.starts_with("0X")) {
            if (const std::size_t end = number(2, is_hexadecimal_digit, 'p'); end > 2) return end;
        }
        return number(0, is_digit, 'e');
    }

    /// A minus comes before its digits.
    [[nodiscard]] std::size_t superscript() const {
        std::size_t end = 0;
        bool digits = false;
        while (end < rest_.size()) {
            const std::size_t size = decode(rest_, end).size;
            const auto digit = superscript_digit(rest_.substr(end, size));
            if (!digit || (*digit == '-' && end > 0)) break;
            digits = digits || *digit != '-';
            end += size;
        }
        return digits ? end : 0;
    }

  private:
    [[nodiscard]] std::size_t digits(std::size_t at, bool (*accepts)(char32_t)) const {
        while (at < rest_.size() && accepts(static_cast<unsigned char>(rest_[at]))) ++at;
        return at;
    }

    [[nodiscard]] std::size_t number(std::size_t begin, bool (*accepts)(char32_t), char exponent_letter) const {
        std::size_t end = digits(begin, accepts);
        bool found = end > begin;
        if (end < rest_.size() && rest_[end] == '.') {
            const std::size_t fraction = digits(end + 1, accepts);
            found = found || fraction > end + 1;
            if (found) end = fraction;
        }
        if (!found) return begin == 0 ? 0 : begin;
        if (end < rest_.size() && (rest_[end] | 0x20) == exponent_letter) {
            const bool sign = end + 1 < rest_.size() && (rest_[end + 1] == '+' || rest_[end + 1] == '-');
            const std::size_t first = end + (sign ? 2 : 1);
            if (const std::size_t last = digits(first, is_digit); last > first) end = last;
        }
        return end;
    }

    std::string_view rest_;
};

Token next(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const auto token = [&](Kind kind, std::size_t size) { return Token{kind, rest.substr(0, size), at, size}; };
    if (rest.front() == '\n') return token(Kind::line_end, 1);
    const Character c = decode(text, at);
    if (!c.valid) return token(Kind::wrong, c.size);
    const Scan scan(rest);
    if (const std::size_t size = scan.number()) return token(Kind::number, size);
    if (const std::size_t size = scan.name()) return token(Kind::name, size);
    if (const std::size_t size = scan.superscript()) return token(Kind::superscript, size);
    if (const Spelling* symbol = symbol_at(rest)) return {Kind::symbol, symbol->meant, at, symbol->written.size()};
    return token(Kind::wrong, c.size);
}

} // namespace

std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = decode(text, at);
        if (c.valid && is_space(c.code)) {
            at += c.size;
            continue;
        }
        tokens.push_back(next(text, at));
        at += tokens.back().size;
    }
    tokens.push_back({Kind::end, {}, text.size(), 0});
    return tokens;
}

bool is_name(std::string_view text) {
    return !text.empty() && begins_name(decode(text, 0).code) && Scan(text).name() == text.size();
}

std::string complaint(const Token& wrong) {
    const Character c = decode(wrong.text, 0);
    if (!c.valid) return fmt::format("the byte 0x{:02X} is no UTF-8; save the text as UTF-8", unsigned{c.code});
    for (const Spelling& remedy : remedies)
        if (remedy.written == wrong.text) return fmt::format("'{}' has no meaning here; {}", wrong.text, remedy.meant);
    if (c.code < 0x20 || c.code == 0x7F)
        return fmt::format("the control character 0x{:02X} has no meaning here; remove it", unsigned{c.code});
    return fmt::format("'{}' (U+{:04X}) has no meaning here; names are made of Latin and Greek letters, digits and "
                       "underscores",
                       quoted(wrong.text), unsigned{c.code});
}

std::string plain_digits(std::string_view superscript) {
    std::string digits;
    for (std::size_t at = 0; at < superscript.size();) {
        const std::size_t size = decode(superscript, at).size;
        if (const auto digit = superscript_digit(superscript.substr(at, size))) digits += *digit;
        at += size;
    }
    return digits;
}

} // namespace autodiff::reading
