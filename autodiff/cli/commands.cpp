#include <autodiff/cli/commands.hpp>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <system_error>

namespace autodiff::cli {

namespace {

// What several commands share.

/// An option that takes one of the values listed with bars between them; completion reads them from its type name.
void choose(CLI::Option* option, const std::string& values) {
    const auto check = [values](const std::string& value) {
        const bool listed = !value.empty() && value.find('|') == std::string::npos &&
                            ("|" + values + "|").find("|" + value + "|") != std::string::npos;
        return listed ? std::string() : "'" + value + "' is none of " + values;
    };
    option->type_name(values)->check(CLI::Validator([check](std::string& value) { return check(value); }, ""));
}

/// A number from 0; NaN, which compares with nothing, is none.
CLI::Validator number_up_to(double most) {
    const auto check = [most](const std::string& text) {
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        const bool fits = !text.empty() && *end == '\0' && value >= 0 && value <= most;
        return fits ? std::string() : "'" + text + "' is no number that fits here; write one from 0, such as 4";
    };
    return {[check](std::string& text) { return check(text); }, ""};
}

/// From 0 to 2^64 - 1; a minus sign would otherwise wrap around.
CLI::Validator whole_number() {
    const auto check = [](std::string text) {
        if (text.starts_with(' ')) text.erase(0, 1); // what run() hides a minus sign with
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool fits = !text.empty() && end == text.data() + text.size() && error == std::errc();
        return fits ? std::string() : "'" + text + "' is no whole number that fits here; write one from 0, such as 7";
    };
    return {[check](std::string& text) { return check(text); }, ""};
}

void declare_function(CLI::App& app, Options& options) {
    app.add_option("FUNCTION", options.function, "An expression such as \"1/(1+exp(-x))\"")->required();
}

void declare_language(CLI::App& app, Options& options) {
    app.add_option("--let", options.lets, "A definition that formulas may use, such as \"s=1/(1+exp(-x))\"; repeatable")
        ->type_name("NAME=FORMULA")
        ->allow_extra_args(false);
}

void declare_variable(CLI::App& app, Options& options) {
    app.add_option("--variable,--wrt", options.variable,
                   "The variable of the derivative; unless given, the only one there is, or x")
        ->type_name("NAME");
}

void declare_domain(CLI::App& app, Options& options) {
    app.add_option("--on", options.domain,
                   "Where the variables live: x=-5..5, x=0..inf, \"x>0\", or several separated by commas; repeatable")
        ->type_name("RANGE")
        ->allow_extra_args(false);
}

void declare_measurement(CLI::App& app, Options& options) {
    declare_domain(app, options);
    app.add_option("--samples", options.samples, "At how many points accuracy is measured; 20000 unless given")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{100}, std::size_t{10'000'000}).description(""));
    choose(app.add_option("--precision", options.precision, "The arithmetic that is measured; double unless given"),
           "double|float");
    app.add_option("--time-limit", options.seconds,
                   "Seconds after which proof, measurement and search stop with what they have; 10 unless given")
        ->type_name("N")
        ->check(number_up_to(1e9));
    app.add_option("--seed", options.seed, "Of the random points; always the same unless given")
        ->type_name("N")
        ->check(whole_number());
}

void declare_max_ulp(CLI::App& app, Options& options) {
    app.add_option("--max-ulp", options.max_ulp,
                   "The largest error allowed, in units of the last place; more is exit status 3")
        ->type_name("N")
        ->check(number_up_to(std::numeric_limits<double>::max()));
}

void declare_output(CLI::App& app, Options& options) {
    app.add_option("--output", options.output, "A file to write to, rather than to the terminal")->type_name("FILE");
}

void declare_printing(CLI::App& app, Options& options) {
    app.add_flag("--json", options.json, "Print one JSON object, for programs");
    choose(app.add_option("--color", options.colour,
                          "When to print in colour; auto: on a terminal, unless NO_COLOR is set"),
           "auto|always|never");
}

void declare_derive(CLI::App& app, Options& options) {
    declare_function(app, options);
    declare_variable(app, options);
    declare_language(app, options);
    declare_printing(app, options);
}

void declare_gradient(CLI::App& app, Options& options) {
    declare_function(app, options);
    app.add_option("POINT", options.point, "The value of each variable: x=1 y=2")->type_name("NAME=NUMBER ...");
    declare_language(app, options);
    app.add_option("--svg", options.svg, "Draw the graph with values, partials and adjoints")->type_name("FILE");
    declare_printing(app, options);
}

void declare_validate(CLI::App& app, Options& options) {
    declare_function(app, options);
    app.add_option("DERIVATIVE", options.claimed, "The formula that is said to be its derivative")->required();
    declare_variable(app, options);
    declare_language(app, options);
    declare_measurement(app, options);
    declare_max_ulp(app, options);
    app.add_option("--report", options.report, "Write a report: one HTML file with plots")->type_name("FILE");
    declare_printing(app, options);
}

void declare_accuracy(CLI::App& app, Options& options) {
    declare_function(app, options);
    declare_language(app, options);
    declare_measurement(app, options);
    declare_max_ulp(app, options);
    app.add_option("--report", options.report, "Write a report: one HTML file with plots")->type_name("FILE");
    declare_printing(app, options);
}

void declare_graph(CLI::App& app, Options& options) {
    declare_function(app, options);
    app.add_option("POINT", options.point, "Values that the drawing shows: x=1 y=2")->type_name("NAME=NUMBER ...");
    declare_language(app, options);
    app.add_flag("--derivative", options.derivative, "The graph of the gradient rather than of the function");
    app.add_option("--svg", options.svg, "Draw to a file (with Graphviz's dot) rather than print DOT")
        ->type_name("FILE");
    declare_output(app, options);
}

void declare_emit(CLI::App& app, Options& options) {
    declare_function(app, options);
    declare_language(app, options);
    choose(app.add_option("--language", options.language, "What to write; c++ unless given"),
           "c++|c|latex|mathml|text");
    app.add_flag("--derivative", options.derivative, "The function's value and gradient rather than its value alone");
    app.add_flag("--fuse", options.fuse,
                 "Replace what spells out a known function, such as 1/(1+exp(-x)), by that function");
    app.add_option("--name", options.name, "Of the function in C or C++; f unless given")->type_name("NAME");
    declare_output(app, options);
}

void declare_completion(CLI::App& app, Options& options) {
    CLI::Option* const shell = app.add_option("SHELL", options.shell, "The shell");
    shell->required();
    choose(shell, "bash|zsh|fish");
}

void declare_manual(CLI::App&, Options&) {}

} // namespace

std::span<const Command> commands() {
    static const std::vector<Command> table{
        {"derive",
         "differentiate a function, step by step",
         "Differentiates FUNCTION by the chain rule, one operation at a time from the inside out, as one would by "
         "hand: "
         "the rule of each operation, the partials times the derivatives so far, and the same simplified. The result "
         "follows as text and as LaTeX.",
         {{"derive \"1/(1+exp(-x))\"", "the derivative of the sigmoid"},
          {"derive \"x^2*sin(y)\" --variable y", "a partial derivative"}},
         declare_derive,
         derive_command},
        {"gradient",
         "value and gradient of a function at a point",
         "Evaluates FUNCTION and all its partial derivatives at POINT by reverse-mode automatic differentiation, and "
         "shows "
         "every operation of the expression graph with its value, its adjoint (the derivative of the result with "
         "respect "
         "to it) and the partials on the edges that lead to it.",
         {{"gradient \"exp(x)*sin(y)\" x=1 y=2", "two partial derivatives"},
          {"gradient \"exp(x)*sin(y)\" x=1 y=2 --svg graph.svg", "and a drawing of the graph"}},
         declare_gradient,
         gradient_command},
        {"validate",
         "is a formula the derivative of a function, and is it accurate?",
         "Answers whether DERIVATIVE is the derivative of FUNCTION. Proves it or refutes it with a counterexample; "
         "then "
         "measures how accurate DERIVATIVE is in floating point against rigorous enclosures of the true derivative, "
         "and "
         "suggests a better formula where it finds one. Exit status: 0 proved, 1 refuted, 2 unknown, 3 proved but less "
         "accurate than --max-ulp allows, 64 bad input.",
         {{"validate \"tanh(x)\" \"1-tanh(x)^2\"", "a derivative from a textbook"},
          {"validate \"1/(1+exp(-x))\" \"s*(1-s)\" --let \"s=1/(1+exp(-x))\" --on x=-750..750 --report report.html",
           "the sigmoid's, with a report to look at"},
          {"validate \"x^y\" \"y*x^(y-1)\" --variable x --on \"x>0, y=-3..3\" --max-ulp 4 --json",
           "in two variables, for a program"}},
         declare_validate,
         validate_command},
        {"accuracy",
         "how accurate is a formula in floating point?",
         "Evaluates FUNCTION in double or float at many points of the domain and compares with rigorous enclosures of "
         "its "
         "true value: the worst error and where, the median, the ranges where more than a few units of the last place "
         "are lost, and a better formula where it finds one.",
         {{"accuracy \"log(1+exp(x))\" --on x=-50..50", "the softplus, written naively"},
          {"accuracy \"sqrt(x+1)-sqrt(x)\" --on \"x>0\" --max-ulp 2", "exit status 3, because digits cancel"}},
         declare_accuracy,
         accuracy_command},
        {"graph",
         "draw the expression graph of a function",
         "Prints the expression graph of FUNCTION in Graphviz's language DOT, or draws it. With POINT, nodes show "
         "their "
         "values and adjoints, and edges the partial derivatives.",
         {{"graph \"1/(1+exp(-x))\" --svg graph.svg", "a drawing"},
          {"graph \"x*sin(y)\" x=1 y=2 | dot -Tpng > graph.png", "with numbers"}},
         declare_graph,
         graph_command},
        {"emit",
         "write a function as a program or a formula",
         "Writes FUNCTION, or its value and gradient, as a function in C++ or C without dependencies, or as a formula "
         "in "
         "LaTeX, MathML or text.",
         {{"emit \"1/(1+exp(-x))\" --language c++ --derivative", "value and derivative for a program"},
          {"emit \"sqrt(x^2+y^2)\" --language latex", "a formula for a paper"}},
         declare_emit,
         emit_command},
        {"completion",
         "print a script that completes command lines in a shell",
         "Prints a script for the given shell that completes commands, options and their values.",
         {{"completion bash > /etc/bash_completion.d/autodiff", "for all users of bash"},
          {"completion fish > ~/.config/fish/completions/autodiff.fish", "for one user of fish"}},
         declare_completion,
         completion_command},
        {"manual",
         "print the manual page",
         "Prints the manual page in the form that man reads.",
         {{"manual > autodiff.1", "a page for `man ./autodiff.1`"}},
         declare_manual,
         manual_command},
    };
    return table;
}

} // namespace autodiff::cli
