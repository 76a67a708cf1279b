#include <fmt/format.h>
#include <reference/catalogue.hpp>
#include <reference/rounding.hpp>

#include <algorithm>
#include <stdexcept>

namespace reference {

namespace {

constexpr slong first_precision = 128;
constexpr slong last_precision = 1 << 16;
/// An enclosure this tight that still straddles two roundings is taken for the tie it contains.
constexpr slong tie_precision = 4500;

using Rows = std::span<const Operation>;

std::vector<const Operation*> all_operations() {
    std::vector<const Operation*> all;
    for (const Rows rows : {arithmetic_operations(), exponential_operations(), trigonometric_operations(),
                            activation_operations(), special_operations(), stepwise_operations(), reductions()})
        for (const Operation& row : rows) all.push_back(&row);
    return all;
}

const std::vector<const Operation*>& catalogue() {
    static const std::vector<const Operation*> all = all_operations();
    return all;
}

const Operation* look_up(std::string_view name) {
    const auto found = std::find_if(catalogue().begin(), catalogue().end(),
                                    [&](const Operation* operation) { return operation->name == name; });
    return found == catalogue().end() ? nullptr : *found;
}

bool tight_enough(const Ball& x) {
    if (arb_is_exact(x.get())) return !arf_is_nan(x.middle()); // an exact infinity comes of an infinite argument
    if (!arb_is_finite(x.get())) return false;
    const slong bits = arb_rel_accuracy_bits(x.get());
    const bool tiny = arf_cmpabs_2exp_si(x.middle(), -20000) < 0 && mag_cmp_2exp_si(arb_radref(x.get()), -20000) < 0;
    const bool huge = bits > 2 && arf_cmpabs_2exp_si(x.middle(), 20000) > 0;
    return tiny || huge || bits > tie_precision || (bits >= 90 && rounds_uniquely(x));
}

Ball evaluate(const Operation& operation, const Numbers& x, Wanted wanted) {
    std::vector<Jet> jets;
    jets.reserve(x.size());
    for (const Number& number : x) jets.emplace_back(number.ball());
    if (wanted.order > 0) arb_one(jets[wanted.i].s.get());
    if (wanted.order > 1) arb_one(jets[wanted.j].t.get());
    const Jet result = operation.define({jets, x});
    return wanted.order == 0 ? result.value : wanted.order == 1 ? result.s : result.st;
}

Truth enclose(const Operation& operation, const Numbers& x, Wanted wanted) {
    for (slong bits = first_precision; bits <= last_precision; bits *= 2) {
        working_precision() = bits;
        Ball result = evaluate(operation, x, wanted);
        if (tight_enough(result)) return Truth(std::move(result));
    }
    return {};
}

void check(const Operation& operation, std::size_t arguments, Wanted wanted) {
    const bool fits = operation.arity == 0 ? arguments > 0 : arguments == operation.arity;
    if (!fits || (wanted.order > 0 && std::max(wanted.i, wanted.j) >= arguments))
        throw std::invalid_argument(
            fmt::format("reference: '{}' takes {} arguments, {} were given and partials {} and {}"
                        " asked for",
                        operation.name, operation.arity, arguments, wanted.i, wanted.j));
}

template <class T>
Truth truth(std::string_view name, std::span<const T> arguments, Wanted wanted) {
    const Operation& operation = find_operation(name);
    check(operation, arguments.size(), wanted);
    Numbers x;
    x.reserve(arguments.size());
    for (const T argument : arguments) x.emplace_back(argument);
    if (std::any_of(x.begin(), x.end(), [](const Number& number) { return number.is_nan(); })) return {};
    if (const auto known = limit(name, x, wanted)) return *known;
    if (const auto known = edge(name, x, wanted)) return *known;
    return enclose(operation, x, wanted);
}

} // namespace

const Operation& find_operation(std::string_view name) {
    const Operation* found = look_up(name);
    if (found == nullptr) throw std::invalid_argument(fmt::format("reference: no operation is called '{}'", name));
    return *found;
}

Truth value(std::string_view name, std::span<const double> x) { return truth(name, x, {0, 0, 0}); }
Truth value(std::string_view name, std::span<const long double> x) { return truth(name, x, {0, 0, 0}); }

Truth partial(std::string_view name, std::span<const double> x, std::size_t which) {
    return truth(name, x, {1, which, which});
}

Truth partial(std::string_view name, std::span<const long double> x, std::size_t which) {
    return truth(name, x, {1, which, which});
}

Truth second_partial(std::string_view name, std::span<const double> x, std::size_t i, std::size_t j) {
    return truth(name, x, {2, i, j});
}

Truth second_partial(std::string_view name, std::span<const long double> x, std::size_t i, std::size_t j) {
    return truth(name, x, {2, i, j});
}

bool knows(std::string_view name) { return look_up(name) != nullptr; }

std::size_t arity(std::string_view name) { return find_operation(name).arity; }

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const Operation* operation : catalogue()) all.emplace_back(operation->name);
    return all;
}

} // namespace reference
