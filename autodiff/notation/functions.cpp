#include <autodiff/notation/functions.hpp>

#include <autodiff/notation/prelude.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>

namespace autodiff::reading {

namespace {

/// What a call of an operation by its name needs to know.
struct NamedOperation {
    std::string_view name;
    int arity;
    std::array<std::string_view, 3> arguments;
};

template <class Op>
struct Named {
    static constexpr NamedOperation value{Op::notation.name, Op::arity, Op::arguments};
};

constexpr const auto& operations = ops::catalogue_table<Named>;

std::vector<Infix> make_infix_operators() {
    std::vector<Infix> found;
    ops::for_each_operation([&]<class Op>(Op) {
        if (Op::notation.form == ops::Form::infix)
            found.push_back({Op::notation.symbol, Op::notation.precedence, ops::opcode<Op>, Op::compares});
    });
    return found;
}

std::vector<Definition> make_definitions() {
    std::vector<Definition> made;
    for (const PreludeRow& row : prelude) {
        const std::size_t open = row.signature.find('(');
        Definition definition{row.signature.substr(0, open), {}, row.body};
        std::string_view rest = row.signature.substr(open + 1);
        while (!rest.empty()) {
            const std::size_t end = rest.find_first_of(",)");
            definition.parameters.push_back(rest.substr(0, end));
            rest.remove_prefix(std::min(rest.size(), end + (rest[end] == ',' ? 2 : 1)));
        }
        made.push_back(std::move(definition));
    }
    return made;
}

std::vector<std::string_view> make_function_names() {
    std::vector<std::string_view> names;
    names.reserve(operations.size() + definitions().size());
    for (const NamedOperation& operation : operations) names.push_back(operation.name);
    for (const Definition& definition : definitions()) names.push_back(definition.name);
    return names;
}

std::optional<std::size_t> place_in_catalogue(std::string_view name) {
    for (std::size_t i = 0; i < operations.size(); ++i)
        if (operations[i].name == name) return i;
    return std::nullopt;
}

bool is_folded(std::string_view name) {
    return std::find(std::begin(folded_operations), std::end(folded_operations), name) != std::end(folded_operations);
}

std::string signature(const NamedOperation& operation) {
    if (operation.arity == ops::any_number)
        return operation.name == ops::Dot::notation.name ? "dot(x1, x2, ..., y1, y2, ...)"
                                                         : fmt::format("{}(x1, x2, ...)", operation.name);
    const std::span arguments(operation.arguments.data(), static_cast<std::size_t>(operation.arity));
    return fmt::format("{}({}{})", operation.name, fmt::join(arguments, ", "),
                       is_folded(operation.name) ? ", ..." : "");
}

/// Edit distance of Damerau and Levenshtein (adjacent letters exchanged count once); case does not count.
std::size_t distance(std::string_view a, std::string_view b) {
    const auto same = [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
        return lower(x) == lower(y);
    };
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] =
                std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1)});
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

} // namespace

std::span<const Infix> infix_operators() {
    static const std::vector<Infix> made = make_infix_operators();
    return made;
}

std::span<const Definition> definitions() {
    static const std::vector<Definition> made = make_definitions();
    return made;
}

std::span<const std::string_view> function_names() {
    static const std::vector<std::string_view> made = make_function_names();
    return made;
}

std::optional<Callee> find_function(std::string_view name, std::size_t arguments) {
    if (const auto place = place_in_catalogue(name)) {
        const int arity = operations[*place].arity;
        const auto operation = static_cast<ops::Opcode>(*place);
        if (arity == ops::any_number) {
            if (operation == ops::opcode<ops::Dot> && arguments % 2 != 0) return std::nullopt;
            return Callee{.operation = operation};
        }
        if (arguments == static_cast<std::size_t>(arity)) return Callee{.operation = operation};
        if (is_folded(name) && arguments > 2) return Callee{.operation = operation, .folded = true};
    }
    for (const Definition& definition : definitions())
        if (definition.name == name && definition.parameters.size() == arguments)
            return Callee{.definition = &definition};
    return std::nullopt;
}

bool is_function(std::string_view name) {
    const auto names = function_names();
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string signatures(std::string_view name) {
    std::vector<std::string> found;
    if (const auto place = place_in_catalogue(name)) found.push_back(signature(operations[*place]));
    for (const Definition& definition : definitions())
        if (definition.name == name)
            found.push_back(fmt::format("{}({})", name, fmt::join(definition.parameters, ", ")));
    return fmt::format("{}", fmt::join(found, " or "));
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest = 40; // distances take time
    if (word.size() > longest) return {};
    std::string_view best;
    std::size_t least = word.size() / 3 + 1; // not included: a word of one or two letters must be equal but for case
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest) continue;
        const std::size_t d = distance(word, candidate);
        if (d >= least) continue;
        least = d;
        best = candidate;
    }
    return best;
}

} // namespace autodiff::reading
