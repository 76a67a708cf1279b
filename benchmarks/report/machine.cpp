#include <benchmarks/report/machine.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <fstream>

namespace benchmarks {

std::string processor_name(std::istream& cpuinfo) {
    for (std::string line; std::getline(cpuinfo, line);) {
        if (!line.starts_with("model name")) { continue; }
        const std::size_t colon = line.find(':');
        const std::size_t start = colon == std::string::npos ? colon : line.find_first_not_of(' ', colon + 1);
        if (start != std::string::npos) { return line.substr(start); }
    }
    return "unknown processor";
}

Machine this_machine() {
    std::ifstream cpuinfo("/proc/cpuinfo");
    return {.processor = processor_name(cpuinfo),
            .compiler = AUTODIFF_BENCHMARK_COMPILER,
            .flags = AUTODIFF_BENCHMARK_FLAGS,
            .date = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)))};
}

std::string machine_line(const Machine& machine) {
    std::string line = fmt::format("{}, {} {}, {}", machine.processor, machine.compiler, machine.flags, machine.date);
    if (machine.core >= 0) { line += fmt::format(", bound to core {}", machine.core); }
    return line;
}

} // namespace benchmarks
