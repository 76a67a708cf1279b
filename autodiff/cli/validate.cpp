#include <autodiff/cli/assessment.hpp>
#include <autodiff/cli/commands.hpp>
#include <autodiff/cli/report.hpp>

#include <fmt/format.h>

namespace autodiff::cli {

namespace {

ExitStatus present(const Assessment& assessment, const Options& options, Terminal& terminal) {
    if (!options.report.empty()) write_file(options.report, report(assessment));
    if (options.json) {
        terminal.out << to_json(assessment).text() << '\n';
    } else {
        print(assessment, terminal);
        if (!options.report.empty())
            terminal.out << "  " << in_tone(terminal, Tone::quiet, fmt::format("{:14}", "report")) << ' '
                         << options.report << '\n';
    }
    return assessment.status();
}

} // namespace

ExitStatus validate_command(const Options& options, Terminal& terminal) {
    return present(assess_derivative(options, terminal), options, terminal);
}

ExitStatus accuracy_command(const Options& options, Terminal& terminal) {
    return present(assess_accuracy(options, terminal), options, terminal);
}

} // namespace autodiff::cli
