#include <autodiff/validation/proofs/functions.hpp>

#include <autodiff/validation/proofs/laws.hpp>
#include <autodiff/validation/proofs/ring_number.hpp>
#include <autodiff/validation/proofs/rule_constants.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace autodiff::proofs {

namespace {

thread_local Functions* innermost = nullptr;

template <class Op>
struct Composite {
    static constexpr RingNumber (*value)(std::span<const RingNumber>) = ops::value_at<Op, RingNumber>;
};

/// Builds values where rule_constants.hpp builds expressions.
struct ValueBuilder {
    Functions& f;
    Ref number(std::int64_t n) const { return f.arithmetic().number(n); }
    template <class Op>
    Ref apply(const std::vector<Ref>& arguments) const {
        return f.apply(ops::opcode<Op>, arguments);
    }
};

/// Operations that make something of an infinity, or do not look at all of their arguments.
bool looks_itself(ops::Opcode operation) {
    static constexpr std::array itself{ops::opcode<ops::Select>,  ops::opcode<ops::ChainProduct>,
                                       ops::opcode<ops::Negate>,  ops::opcode<ops::Abs>,
                                       ops::opcode<ops::Less>,    ops::opcode<ops::LessEqual>,
                                       ops::opcode<ops::Greater>, ops::opcode<ops::GreaterEqual>,
                                       ops::opcode<ops::Equal>,   ops::opcode<ops::NotEqual>};
    return std::ranges::find(itself, operation) != itself.end();
}

} // namespace

Functions::Functions(std::size_t points_in_first_field, std::uint64_t seed, const Orders& orders,
                     validation::Patience& patience)
    : arithmetic_(points_in_first_field, seed, patience), atoms_(arithmetic_, orders.roots),
      exponentials_(arithmetic_, atoms_), angles_(arithmetic_, atoms_, exponentials_, orders.fractions),
      outer_(std::exchange(innermost, this)) {}

Functions::~Functions() { innermost = outer_; }

Functions& Functions::current() {
    if (innermost == nullptr) throw Outside{"a number outside of any proof"};
    return *innermost;
}

Ref Functions::rule_constant(double x) {
    if (const auto exact = exact_rule_constant<Ref>(x, ValueBuilder{*this})) return *exact;
    return arithmetic_.dyadic(x);
}

Ref Functions::apply(ops::Opcode operation, Arguments x) {
    std::vector<Ref> arguments;
    const Law law = law_of(operation);
    for (const Ref& argument : x) {
        arguments.push_back(looks_itself(operation) ? argument : arithmetic_.settled(argument));
        if (law == nullptr || looks_itself(operation)) continue;
        if (!arguments.back()->undefined.empty()) return arguments.back();
        if (arguments.back()->infinite != 0) return arithmetic_.undefined("arithmetic with infinity");
    }
    return law != nullptr ? law(*this, arguments) : composite(operation, arguments);
}

// The rule of ops/. Where it branches on a sign that is not known and both branches are the same expression, there was
// nothing to decide: so is 1 / (1 + exp(-x)) with abs(x) for x, which avoids overflow. Such operations are continuous.
Ref Functions::composite(ops::Opcode operation, Arguments x) {
    constexpr std::size_t most_suppositions = 8;
    for (const Ref& argument : x)
        if (!argument->undefined.empty()) return argument;
    std::vector<RingNumber> numbers;
    for (const Ref& argument : x) numbers.emplace_back(argument);
    try {
        return arithmetic_.settled(ops::catalogue_table<Composite>[ops::index(operation)](numbers).value());
    } catch (const SignNeeded& needed) {
        if (arithmetic_.suppositions() >= most_suppositions) throw;
        return either_way(operation, x, needed);
    }
}

Ref Functions::either_way(ops::Opcode operation, Arguments x, const SignNeeded& needed) {
    const Ref difference = arithmetic_.subtract(needed.left, needed.right);
    Ref result;
    for (const Signs sign : {Signs::negative, Signs::positive}) {
        const Arithmetic::Supposition supposed(arithmetic_, difference, sign);
        Ref branch;
        try {
            branch = composite(operation, x);
        } catch (const Contradiction&) { continue; }
        if (!branch->undefined.empty() || branch->infinite != 0) throw SignNeeded(needed);
        if (result && !arithmetic_.equal(result, branch)) throw SignNeeded(needed);
        result = branch;
    }
    if (!result) throw Contradiction{};
    return result;
}

Ref Functions::power(const Ref& x, const Ref& y) {
    if (const auto exponent = arithmetic_.constant(y)) return atoms_.power(x, *exponent);
    return exponentials_.exp(arithmetic_.multiply(y, exponentials_.log(x)));
}

Ref Functions::opaque(ops::Opcode operation, Arguments x) {
    std::vector<Ref> arguments(x.begin(), x.end());
    for (const Opaque& known : opaque_)
        if (known.operation == operation &&
            std::ranges::equal(known.arguments, arguments,
                               [&](const Ref& a, const Ref& b) { return arithmetic_.equal(a, b); }))
            return known.value;
    Ref value = arithmetic_.indeterminate(
        {}, {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()});
    opaque_.push_back({operation, std::move(arguments), value});
    return value;
}

Ref Functions::erf(const Ref& x) {
    if (arithmetic_.is_zero(x)) return arithmetic_.number(0);
    const Ref minus_x = arithmetic_.negate(x);
    for (const Opaque& known : opaque_)
        if (known.operation == ops::opcode<ops::Erf> && arithmetic_.equal(known.arguments[0], minus_x))
            return arithmetic_.negate(known.value);
    const std::array<Ref, 1> argument{x};
    return arithmetic_.sharpened(opaque(ops::opcode<ops::Erf>, argument), arithmetic_.signs(x), {-1, 1});
}

template <class Step>
Ref Functions::through_recurrence(ops::Opcode operation, const Ref& x, Step step) {
    constexpr std::int64_t most_steps = 8;
    for (const Opaque& known : opaque_) {
        if (known.operation != operation) continue;
        const Ref start = known.arguments[0];
        const auto distance = arithmetic_.constant(arithmetic_.subtract(x, start));
        if (!distance || distance->d != 1 || std::abs(distance->n) > most_steps) continue;
        Ref sum = known.value;
        for (std::int64_t k = 0; k < distance->n; ++k)
            sum = arithmetic_.add(sum, step(arithmetic_.add(start, arithmetic_.number(k))));
        for (std::int64_t k = -1; k >= distance->n; --k)
            sum = arithmetic_.subtract(sum, step(arithmetic_.add(start, arithmetic_.number(k))));
        return sum;
    }
    const std::array<Ref, 1> argument{x};
    return opaque(operation, argument);
}

Ref Functions::lgamma(const Ref& x) {
    if (!arithmetic_.signs(x).subset_of(Signs::positive)) {
        const std::array<Ref, 1> argument{x};
        return opaque(ops::opcode<ops::Lgamma>, argument);
    }
    return through_recurrence(ops::opcode<ops::Lgamma>, x, [&](const Ref& t) {
        if (!arithmetic_.signs(t).subset_of(Signs::not_negative))
            throw Outside{"lgamma at x - 1 where that is negative"};
        return exponentials_.log(t);
    });
}

Ref Functions::digamma(const Ref& x) {
    return through_recurrence(ops::opcode<ops::Digamma>, x, [&](const Ref& t) { return arithmetic_.power(t, -1); });
}

Ref Functions::atan2(const Ref& y, const Ref& x) {
    if (arithmetic_.signs(x).subset_of(Signs::positive)) return angles_.atan(arithmetic_.divide(y, x));
    const Ref zero = arithmetic_.number(0);
    const Ref above = arithmetic_.settled(arithmetic_.compare(y, zero, Signs::positive));
    const Ref quarter = arithmetic_.divide(exponentials_.pi(), arithmetic_.number(arithmetic_.is_zero(above) ? -2 : 2));
    return arithmetic_.subtract(quarter, angles_.atan(arithmetic_.divide(x, y)));
}

} // namespace autodiff::proofs
