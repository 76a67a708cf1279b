#include <autodiff/notation/latex_words.hpp>
#include <autodiff/notation/mathml_symbols.hpp>
#include <autodiff/notation/mathml_tree.hpp>

#include <cctype>
#include <fmt/format.h>

namespace autodiff::writing {

namespace {

constexpr std::string_view stretched_prefix = " form=\"prefix\" fence=\"true\" stretchy=\"true\"";
constexpr std::string_view stretched_postfix = " form=\"postfix\" fence=\"true\" stretchy=\"true\"";
constexpr std::string_view plain_prefix = " form=\"prefix\" fence=\"true\" stretchy=\"false\"";
constexpr std::string_view plain_postfix = " form=\"postfix\" fence=\"true\" stretchy=\"false\"";
constexpr std::string_view apply_function = "&#x2061;";
constexpr std::string_view invisible_times = "&#x2062;";
constexpr std::string_view to_the_right = " style=\"text-align:right;padding:.2em 0\"";
constexpr std::string_view to_the_left = " style=\"text-align:left;padding:.2em .5em .2em 0\"";

using symbols::function, symbols::operand, symbols::sign;

class Reader {
  public:
    Reader(std::string_view latex, MathmlTree& tree) : words_(latex), tree_(tree) { open("", "mrow"); }

    std::size_t read() {
        while (!words_.empty()) read_next();
        return close("");
    }

  private:
    /// An element that waits for some of its children. One that is `placed` stands in its row already.
    struct Waiting {
        std::size_t element;
        std::size_t missing;
        bool placed;
    };
    /// A bracket that is open, and the element that is being filled.
    struct Row {
        std::string_view opened_by;
        std::size_t element;
        std::vector<Waiting> waiting = {};
        bool gap = false; // a space came last
    };

    std::size_t add(MathmlElement element) {
        tree_.push_back(std::move(element));
        return tree_.size() - 1;
    }

    void open(std::string_view by, std::string_view tag) { rows_.push_back({by, add({.tag = tag})}); }

    std::size_t close(std::string_view by) {
        const Row& row = rows_.back();
        if (row.opened_by != by || !row.waiting.empty())
            refuse_latex(row.waiting.empty() ? fmt::format("'{}' closed by the end of '{}'", row.opened_by, by)
                                             : "a command without its argument");
        const std::size_t element = row.element;
        for (const std::size_t child : tree_[element].children) tree_[element].tall |= tree_[child].tall;
        rows_.pop_back();
        return element;
    }

    /// Gives an element to what waits for it, otherwise to the row.
    void place(std::size_t element) {
        auto& waiting = rows_.back().waiting;
        while (!waiting.empty()) {
            const Waiting first = waiting.back();
            auto& children = tree_[first.element].children;
            children.push_back(element);
            if (--waiting.back().missing > 0) return;
            // LaTeX says the index of a root first, MathML the radicand.
            if (tree_[first.element].tag == "mroot") std::swap(children[0], children[1]);
            waiting.pop_back();
            if (first.placed) return;
            element = first.element;
        }
        join(element);
    }

    void append(std::size_t element) { tree_[rows_.back().element].children.push_back(element); }

    /// Appends to the row, with the product or the application that the two neighbours mean.
    void join(std::size_t element) {
        Row& row = rows_.back();
        const auto& before = tree_[row.element].children;
        if (!before.empty() && tree_[element].role != sign && tree_[before.back()].role != sign) {
            const MathmlRole left = tree_[before.back()].role;
            const bool applied =
                left == function || (left == operand && tree_[element].role == MathmlRole::fence && !row.gap);
            append(add({.tag = "mo", .role = sign, .text = std::string(applied ? apply_function : invisible_times)}));
        }
        append(element);
        row.gap = false;
    }

    void wait_for(std::size_t element, std::size_t children, bool placed = false) {
        rows_.back().waiting.push_back({element, children, placed});
    }

    /// ^ or _: the last element of the row becomes the base.
    void script(std::string_view tag) {
        Row& row = rows_.back();
        auto& siblings = tree_[row.element].children;
        if (siblings.empty() || !row.waiting.empty()) refuse_latex("a script without a base");
        const std::size_t base = siblings.back();
        const std::string_view base_tag = tree_[base].tag;
        if (base_tag != tag && (base_tag == "msub" || base_tag == "msup")) {
            if (base_tag == "msup") refuse_latex("an index after an exponent");
            tree_[base].tag = "msubsup";
            wait_for(base, 1, true);
            return;
        }
        const std::size_t whole =
            add({.tag = tag, .role = tree_[base].role, .tall = tree_[base].tall, .children = {base}});
        tree_[row.element].children.back() = whole;
        wait_for(whole, 1, true);
    }

    void leaf(std::string_view tag, MathmlRole role, std::string text, std::string_view attributes = "") {
        place(add({.tag = tag, .role = role, .attributes = attributes, .text = std::move(text)}));
    }

    /// The element in braces, or the row itself unless it holds exactly one.
    [[nodiscard]] std::size_t single(std::size_t row) const {
        return tree_[row].children.size() == 1 ? tree_[row].children.front() : row;
    }

    void read_next() {
        const char c = words_.next();
        if (is_digit(c) || c == '.') {
            leaf("mn", MathmlRole::number,
                 std::string(words_.take_while([](char d) { return is_digit(d) || d == '.'; })));
            return;
        }
        const std::string_view word = words_.take_word();
        if (c == ' ' || c == '\n')
            rows_.back().gap = true;
        else if (c == '{' || (c == '[' && awaits_index()))
            open(word, "mrow");
        else if (c == '}')
            place(single(close("{")));
        else if (c == ']' && rows_.back().opened_by == "[")
            place(single(close("[")));
        else if (c == '^' || c == '_')
            script(c == '^' ? "msup" : "msub");
        else if (c == '&' || word == "\\\\")
            next_cell(word);
        else if (c == '\\')
            read_command(word);
        else
            read_character(word);
    }

    [[nodiscard]] bool awaits_index() const {
        const auto& waiting = rows_.back().waiting;
        return !waiting.empty() && tree_[waiting.back().element].tag == "mroot";
    }

    /// Whether a sign here belongs to what follows: after nothing, a bracket or another sign.
    [[nodiscard]] bool stands_first() const {
        const auto& before = tree_[rows_.back().element].children;
        return before.empty() || tree_[before.back()].role == sign;
    }

    void read_character(std::string_view word) {
        const char c = word.front();
        if (c == '\'') {
            script("msup");
            return leaf("mo", sign, "′");
        }
        if (is_letter(c) || word.size() > 1)
            leaf("mi", operand, std::string(word));
        else if (c == '-')
            leaf("mo", sign, "−", stands_first() ? " form=\"prefix\"" : "");
        else if (std::string_view("()[]|").find(c) != std::string_view::npos)
            leaf("mo", sign, std::string(word), " stretchy=\"false\"");
        else if (std::ispunct(static_cast<unsigned char>(c)) != 0)
            leaf("mo", sign, markup_escaped(word));
        else
            refuse_latex(fmt::format("the byte {}", static_cast<int>(static_cast<unsigned char>(c))));
    }

    void read_command(std::string_view name) {
        if (name == "\\frac") return wait_for(add({.tag = "mfrac", .tall = true}), 2);
        if (name == "\\sqrt" && words_.next_is('[')) return wait_for(add({.tag = "mroot"}), 2);
        if (name == "\\sqrt") return wait_for(add({.tag = "msqrt"}), 1);
        if (name == "\\left" || name == "\\right") return read_delimiter(name);
        if (name == "\\begin" || name == "\\end") return read_environment(name);
        if (name == "\\operatorname" || name == "\\mathrm" || name == "\\text") return read_words(name);
        const symbols::Command* const known = symbols::named(symbols::commands, name);
        if (known == nullptr) refuse_latex(name);
        leaf(known->tag, known->role, std::string(known->text), known->attributes);
    }

    void read_words(std::string_view command) {
        std::string text;
        for (const char c : words_.take_braced(command)) {
            if (c == ' ')
                text += "&#xA0;"; // or the browser would drop it at the ends
            else if (c != '\\')
                text += markup_escaped(std::string_view(&c, 1));
        }
        if (command == "\\text") return leaf("mtext", sign, std::move(text));
        const std::string_view upright = text.size() == 1 ? " mathvariant=\"normal\"" : "";
        leaf("mi", command == "\\mathrm" ? operand : function, std::move(text), upright);
    }

    void read_delimiter(std::string_view side) {
        const std::string_view name = words_.empty() ? std::string_view() : words_.take_word();
        const symbols::Delimiter* const known = symbols::named(symbols::delimiters, name);
        if (known == nullptr) refuse_latex(fmt::format("{}{}", side, name));
        const bool begins = side == "\\left";
        if (begins) open("\\left", "mrow");
        const std::size_t bracket = add({.tag = "mo",
                                         .role = sign,
                                         .attributes = begins ? stretched_prefix : stretched_postfix,
                                         .text = std::string(known->text)});
        if (!known->text.empty()) append(bracket);
        if (begins) return;
        const std::size_t whole = close("\\left");
        tree_[whole].role = MathmlRole::fence;
        // Fonts without mathematics stretch too far: brackets around a line of text keep its height.
        for (const std::size_t child : tree_[whole].children) {
            std::string_view& attributes = tree_[child].attributes;
            if (!tree_[whole].tall && attributes == stretched_prefix) attributes = plain_prefix;
            if (!tree_[whole].tall && attributes == stretched_postfix) attributes = plain_postfix;
        }
        place(whole);
    }

    void read_environment(std::string_view command) {
        const std::string_view name = words_.take_braced(command);
        if (name != "aligned" && name != "cases") refuse_latex(fmt::format("{}{{{}}}", command, name));
        if (command == "\\begin") {
            open(name, "mtable");
            tree_[rows_.back().element].tall = true;
            tree_[rows_.back().element].attributes = " displaystyle=\"true\"";
            open_line();
            return;
        }
        next_cell("");
        const std::size_t table = close(name);
        if (name != "cases") return place(table);
        const std::size_t brace = add({.tag = "mo", .role = sign, .attributes = stretched_prefix, .text = "{"});
        place(add({.tag = "mrow", .role = MathmlRole::fence, .children = {brace, table}}));
    }

    void open_line() {
        open("line", "mtr");
        open_cell();
    }
    void open_cell() {
        const std::size_t column = tree_[rows_.back().element].children.size();
        open("cell", "mtd");
        const bool aligned = rows_[rows_.size() - 3].opened_by == "aligned";
        tree_[rows_.back().element].attributes = aligned && column % 2 == 0 ? to_the_right : to_the_left;
    }
    /// & ends a cell, \\ also its line, and nothing at all the table.
    void next_cell(std::string_view separator) {
        append(close("cell"));
        if (separator == "&") return open_cell();
        append(close("line"));
        if (!separator.empty()) open_line();
    }

    LatexWords words_;
    MathmlTree& tree_;
    std::vector<Row> rows_;
};

} // namespace

std::size_t read_latex(std::string_view latex, MathmlTree& tree) { return Reader(latex, tree).read(); }

} // namespace autodiff::writing
