#include <autodiff/program/machine/translator.hpp>

#include <autodiff/program/point/rule_functions.hpp>

#include <utility>

namespace autodiff::program::machine {

namespace {

bool takes_many(const LineInstruction& instruction) {
    return instruction.kind == LineKind::operation && arity(instruction.operation) == ops::any_number;
}

} // namespace

Translator::Translator(const StraightLine& line, const Kernels& kernels)
    : line_(line), kernels_(kernels), locations_(line, assembler_) {
    settle_constants();
    settle_outputs();
    settle_arguments();
    assembler_.enter(static_cast<std::int32_t>(area_) * bytes_of_number);
    for (const LineInstruction& instruction : line.instructions) translate(instruction);
    copy_outputs();
    assembler_.leave();
    std::vector<double> constants(mask_numbers().begin(), mask_numbers().end());
    constants.insert(constants.end(), line.constants.begin(), line.constants.end());
    assembler_.append_constants(constants);
}

void Translator::settle_constants() {
    const Memory first{Base::constants, static_cast<std::int32_t>(mask::numbers) * bytes_of_number};
    for (std::uint32_t k = 0; k < line_.constants.size(); ++k)
        locations_.settle(line_.first_constant() + k, element(first, k));
}

void Translator::settle(std::uint32_t number, const Memory& place) {
    if (locations_.home(number).base == Base::none) locations_.settle(number, place);
}

void Translator::settle_outputs() {
    for (std::size_t k = 0; k < line_.outputs.size(); ++k) settle(line_.outputs[k], element({Base::outputs, 0}, k));
}

/// Areas lie before the spilled registers, at negative displacements: how many of those there are is known last.
Memory Translator::add_area(std::size_t numbers) {
    area_ += numbers;
    areas_.push_back({Base::room, -static_cast<std::int32_t>(area_) * bytes_of_number});
    return areas_.back();
}

/// Arguments are made where their function looks for them.
void Translator::settle_arguments() {
    area_ = body_room_ = body_room(line_); // one for all bodies: they run one after the other
    for (const LineInstruction& instruction : line_.instructions) {
        const auto operands = line_.operands_of(instruction);
        if (instruction.kind == LineKind::calls) {
            settle_calls(instruction);
        } else if (instruction.kind == LineKind::body) {
            settle_body(instruction);
        } else if (takes_many(instruction)) {
            const Memory area = add_area(operands.size());
            for (std::size_t k = 0; k < operands.size(); ++k) settle(operands[k], element(area, k));
        }
    }
}

void Translator::translate(const LineInstruction& instruction) {
    if (instruction.kind == LineKind::sum)
        sum(instruction);
    else if (instruction.kind == LineKind::guard)
        guard(instruction);
    else if (instruction.kind == LineKind::calls)
        calls(instruction);
    else if (instruction.kind == LineKind::body)
        body(instruction);
    else if (is_elementary(instruction.operation))
        emit_elementary(instruction, line_.operands_of(instruction), locations_, assembler_);
    else if (takes_many(instruction))
        function_of_many(instruction);
    else
        function(instruction);
}

Register Translator::first_term(std::uint32_t number) {
    if (!locations_.in_register(number)) {
        const Register total = locations_.take();
        assembler_.load(total, locations_.home(number));
        locations_.consume(number);
        return total;
    }
    const Register r = locations_.load(number);
    locations_.consume(number);
    if (!locations_.needed(number)) return r;
    const Register total = locations_.take();
    assembler_.copy(total, r);
    locations_.release(r);
    return total;
}

Register Translator::product(std::uint32_t a, std::uint32_t b) {
    if (!locations_.in_register(a)) std::swap(a, b);
    const Register x = locations_.load(a);
    const Source y = locations_.source(b);
    locations_.consume(a);
    locations_.consume(b);
    locations_.release_all();
    const Register total = locations_.take();
    assembler_.emit(code::multiply, total, x, y);
    return total;
}

void Translator::add_product(Register total, VexCode code, std::uint32_t a, std::uint32_t b) {
    if (!locations_.in_register(a)) std::swap(a, b);
    const Register x = locations_.load(a);
    const Source y = locations_.source(b);
    assembler_.emit(code, total, x, y);
    locations_.release(x);
    if (y.in_register) locations_.release(y.place);
    locations_.consume(a);
    locations_.consume(b);
}

void Translator::add_term(Register total, VexCode code, std::uint32_t number) {
    const Source x = locations_.source(number);
    assembler_.emit(code, total, total, x);
    if (x.in_register) locations_.release(x.place);
    locations_.consume(number);
}

/// In the order of the interpreter, so that both round alike.
void Translator::sum(const LineInstruction& instruction) {
    const std::uint32_t* operand = line_.operands_of(instruction).data();
    auto [products, terms, minus_products, minus_terms] = instruction.counts;
    const std::uint32_t* term = operand + 2 * std::size_t{products};
    const std::uint32_t* minus = term + terms;
    Register total{};
    if (instruction.starts_with_term) {
        total = first_term(*term++);
        --terms;
    } else if (products > 0) {
        total = product(operand[0], operand[1]);
        operand += 2;
        --products;
    } else {
        total = minus_products > 0 ? product(minus[0], minus[1]) : first_term(*minus);
        assembler_.emit(code::bit_xor, total, total, mask::sign);
        minus += minus_products > 0 ? 2 : 1;
        --(minus_products > 0 ? minus_products : minus_terms);
    }
    for (; products > 0; --products, operand += 2) add_product(total, code::multiply_add, operand[0], operand[1]);
    for (; minus_products > 0; --minus_products, minus += 2)
        add_product(total, code::minus_multiply_add, minus[0], minus[1]);
    for (; terms > 0; --terms) add_term(total, code::add, *term++);
    for (; minus_terms > 0; --minus_terms) add_term(total, code::subtract, *minus++);
    locations_.make(instruction.result, total);
}

void Translator::guard(const LineInstruction& instruction) {
    const auto is = [&]<class Op>(Op) { return instruction.operation == ops::opcode<Op>; };
    std::uint32_t x = line_.operands[instruction.first];
    std::uint32_t y = line_.operands[instruction.first + 1];
    if (is(ops::Equal{}) || is(ops::NotEqual{})) {
        const Register a = locations_.load(x);
        const Register b = locations_.load(y);
        const Register t = locations_.take();
        assembler_.emit(code::compare, t, a, b, is(ops::Equal{}) ? 0 : 4); // all bits, or none; the latter is 0
        assembler_.emit(code::bit_and, t, t, mask::one);
        assembler_.emit(code::compare_flags, t, Register{}, mask::zero);
        assembler_.fail_if(instruction.taken ? Condition::equal : Condition::not_equal, instruction.guard);
    } else {
        // The flags say "above" only of ordered numbers.
        if (is(ops::Less{}) || is(ops::LessEqual{})) std::swap(x, y);
        const bool strict = is(ops::Less{}) || is(ops::Greater{});
        const Register a = locations_.load(x);
        assembler_.emit(code::compare_flags, a, Register{}, locations_.source(y));
        const Condition holds = strict ? Condition::above : Condition::above_or_equal;
        const Condition fails = strict ? Condition::below_or_equal : Condition::below;
        assembler_.fail_if(instruction.taken ? fails : holds, instruction.guard);
    }
    locations_.release_all();
    locations_.consume(x);
    locations_.consume(y);
}

void Translator::function(const LineInstruction& instruction) {
    const auto operands = line_.operands_of(instruction);
    const RuleFunction& rule = rule_function(instruction.operation);
    if (operands.size() == 1 && locations_.in_register(operands[0])) {
        const Register x = locations_.load(operands[0]);
        locations_.consume(operands[0]);
        locations_.leave_registers();
        if (x != Register{}) assembler_.copy(Register{}, x);
    } else {
        for (const std::uint32_t operand : operands) locations_.keep_in_memory(operand);
        locations_.leave_registers();
        for (std::size_t k = 0; k < operands.size(); ++k)
            assembler_.load(static_cast<Register>(k), locations_.home(operands[k]));
        for (const std::uint32_t operand : operands) locations_.consume(operand);
    }
    assembler_.call(rule.unary != nullptr    ? address(rule.unary)
                    : rule.binary != nullptr ? address(rule.binary)
                                             : address(rule.ternary));
    locations_.make(instruction.result, locations_.take()); // all are free: the first
}

/// Outputs that are inputs, constants, or other outputs too.
void Translator::copy_outputs() {
    for (std::size_t k = 0; k < line_.outputs.size(); ++k) {
        const Memory place = element({Base::outputs, 0}, k);
        const Memory& home = locations_.home(line_.outputs[k]);
        if (home == place) continue;
        assembler_.load(Register{}, home);
        assembler_.store(place, Register{});
    }
}

} // namespace autodiff::program::machine
