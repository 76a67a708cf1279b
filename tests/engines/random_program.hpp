/// Random programs over the whole catalogue, with sharing, constants and mixed operands, that any scalar can run.
#pragma once

#include <engines/operation.hpp>

#include <cstddef>
#include <random>
#include <vector>

namespace engines {

/// One operation of a program. An argument is an earlier value (inputs come first) or a constant.
struct Step {
    struct Argument {
        std::size_t value = none; ///< or none for the constant
        double constant = 0;
    };
    Opcode code;
    std::vector<Argument> arguments;
    std::size_t plain = none; ///< this argument, a constant, is passed as a double
    double weight = 0;        ///< of the step's value in the program's result
};

/// The weighted sum of all steps' values.
struct Program {
    std::vector<double> point; ///< where it was made: values and partials there are finite and of moderate size
    std::vector<Step> steps;
    /// For each input, the sum over all paths of the sizes of their products of partials: what rounding errors of the
    /// gradient are measured by.
    std::vector<double> path_sizes;

    template <class S>
    S operator()(const std::vector<S>& x) const {
        std::vector<S> values(x.begin(), x.end());
        S result = 0;
        std::vector<S> arguments;
        for (const Step& step : steps) {
            arguments.clear();
            for (const Step::Argument& a : step.arguments)
                arguments.push_back(a.value == none ? S(a.constant) : values[a.value]);
            values.push_back(operation<S>(step.code, arguments, step.plain));
            result += step.weight * values.back();
        }
        return result;
    }
};

/// A program of up to `length` steps. Operations are taken from the catalogue in turn, beginning with number `first`,
/// and left out where no fitting arguments are found.
Program random_program(std::size_t inputs, std::size_t length, std::size_t first, std::mt19937_64& random);

} // namespace engines
