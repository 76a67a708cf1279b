#include <autodiff/notation/source.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/source_functions.hpp>
#include <autodiff/notation/source_names.hpp>
#include <autodiff/notation/source_parts.hpp>
#include <autodiff/notation/source_plan.hpp>
#include <autodiff/notation/source_rules.hpp>

#include <fmt/format.h>
#include <iterator>
#include <string_view>

namespace autodiff {

namespace {

using writing::SourceParts;
using writing::SourcePlan;

/// The function that a graph becomes, part by part.
class SourceWriter {
  public:
    SourceWriter(const Graph& graph, const SourceOptions& options, writing::SourceLanguage language)
        : graph_(writing::without_nary(graph, options.single_precision)), options_(options),
          plan_(graph_, options.guards), parts_(graph_, plan_, options.statements_per_function),
          functions_(language, options.function, options.comments), numbers_(graph_.size()) {}

    std::string write() {
        std::string body;
        const auto parts = parts_.parts();
        if (parts.size() == 1) {
            body = whole(parts.front());
        } else {
            for (std::size_t p = 0; p < parts.size(); ++p) body += part(parts[p], p);
            body += calls(parts.size());
        }
        std::string out = options_.header.empty() ? "" : writing::comment_block(options_.header);
        out += fmt::format("#include {}\n\n", functions_.language().header());
        return out + functions_.text() + description() + body;
    }

  private:
    [[nodiscard]] std::string_view type() const { return functions_.language().type(); }
    [[nodiscard]] std::string_view result() const { return options_.guards ? "int" : "void"; }

    [[nodiscard]] std::string name(NodeId id) const {
        const Node& node = graph_.node(id);
        if (node.is_constant()) return functions_.language().number(node.constant());
        if (node.is_operation()) return fmt::format("t{}", numbers_[index(id)]);
        return options_.inputs.empty() ? fmt::format("x[{}]", node.input_number())
                                       : options_.inputs[node.input_number()];
    }

    [[nodiscard]] std::string description() const {
        if (!options_.comments) return {};
        const std::string sizes = fmt::format("x: {} numbers, y: {} numbers; the two may not overlap.",
                                              graph_.inputs().size(), graph_.outputs().size());
        const std::string guards =
            !options_.guards ? ""
            : graph_.guards().empty()
                ? "\nReturns 0."
                : "\nReturns 0, or k + 1 where guard k (from 0) branches otherwise than the recorded "
                  "program; y is unspecified then.";
        return writing::comment_block(sizes + guards);
    }

    /// One part's statements. `s` is the array of what parts hand on.
    void write_statements(std::string& out, const SourceParts::Part& part) {
        const auto put = std::back_inserter(out);
        if (!options_.inputs.empty())
            for (const NodeId input : part.inputs)
                fmt::format_to(put, "    const {} {} = x[{}];\n", type(), name(input),
                               graph_.node(input).input_number());
        for (const auto& [node, place] : part.loads)
            fmt::format_to(put, "    const {} {} = s[{}];\n", type(), name(node), place);
        for (const SourcePlan::Line& line : part.lines) write_line(out, line);
        for (const auto& [node, place] : part.stores) fmt::format_to(put, "    s[{}] = {};\n", place, name(node));
        for (const std::size_t i : part.outputs) fmt::format_to(put, "    y[{}] = {};\n", i, name(graph_.outputs()[i]));
        if (part.inputs.empty()) out += "    (void)x;\n";
        if (part.outputs.empty()) out += "    (void)y;\n";
        if (options_.guards) out += "    return 0;\n";
    }

    void write_line(std::string& out, const SourcePlan::Line& line) {
        const writing::SourceFunctions::Name named = [this](NodeId node) { return name(node); };
        if (line.guard == SourcePlan::no_guard) {
            const std::string value = functions_.value(graph_, line.node, named);
            numbers_[index(line.node)] = ++count_;
            fmt::format_to(std::back_inserter(out), "    const {} t{} = {};\n", type(), count_, value);
            return;
        }
        const Guard& guard = graph_.guards()[line.guard];
        const std::string holds = functions_.condition(graph_, guard.comparison, named);
        fmt::format_to(std::back_inserter(out), "    if ({}) return {};",
                       guard.taken ? fmt::format("!({})", holds) : holds, line.guard + 1);
        out += options_.comments ? fmt::format(" /* guard {} */\n", line.guard) : "\n";
    }

    std::string whole(const SourceParts::Part& part) {
        std::string out = fmt::format("{0} {1}(const {2}* x, {2}* y) {{\n", result(), options_.function, type());
        write_statements(out, part);
        return out + "}\n";
    }

    std::string part(const SourceParts::Part& part, std::size_t number) {
        std::string out = fmt::format("static {0} {1}_part_{3}(const {2}* x, {2}* s, {2}* y) {{\n", result(),
                                      options_.function, type(), number);
        if (part.loads.empty() && part.stores.empty()) out += "    (void)s;\n";
        write_statements(out, part);
        return out + "}\n\n";
    }

    /// The function that runs the parts one after the other.
    std::string calls(std::size_t parts) {
        std::string out = fmt::format("{0} {1}(const {2}* x, {2}* y) {{\n    {2} s[{3}];\n", result(),
                                      options_.function, type(), std::max<std::size_t>(parts_.places(), 1));
        if (options_.guards) out += "    int failed = 0;\n";
        for (std::size_t p = 0; p < parts; ++p)
            out += options_.guards ? fmt::format("    if ((failed = {}_part_{}(x, s, y)) != 0) return failed;\n",
                                                 options_.function, p)
                                   : fmt::format("    {}_part_{}(x, s, y);\n", options_.function, p);
        if (options_.guards) out += "    return 0;\n";
        return out + "}\n";
    }

    Graph graph_;
    const SourceOptions& options_;
    SourcePlan plan_;
    SourceParts parts_;
    writing::SourceFunctions functions_;
    std::vector<std::size_t> numbers_; // of an operation: that of its variable
    std::size_t count_ = 0;
};

std::string to_source(const Graph& graph, const SourceOptions& options, bool cpp) {
    if (!graph.functions().empty()) return to_source(inline_calls(graph), options, cpp);
    writing::require_function_name(options.function);
    writing::require_input_names(options.inputs, options.function);
    if (!options.inputs.empty())
        require_size(options.inputs.size(), graph.inputs().size(), cpp ? "to_cpp" : "to_c", "names of inputs");
    return SourceWriter(graph, options, {.cpp = cpp, .single_precision = options.single_precision}).write();
}

} // namespace

std::string to_c(const Graph& graph, const SourceOptions& options) { return to_source(graph, options, false); }

std::string to_cpp(const Graph& graph, const SourceOptions& options) { return to_source(graph, options, true); }

} // namespace autodiff
