#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/notation/source_language.hpp>

#include <functional>
#include <map>
#include <span>
#include <string>

namespace autodiff::writing {

/// The source of operations, and of the static functions that they turn out to need.
class SourceFunctions {
  public:
    /// The functions' names begin with `prefix`.
    SourceFunctions(SourceLanguage language, std::string prefix, bool comments)
        : language_(language), prefix_(std::move(prefix)), comments_(comments) {}

    [[nodiscard]] const SourceLanguage& language() const { return language_; }

    /// How a node is called by those that use it.
    using Name = std::function<std::string(NodeId)>;
    /// The value of a node that is an operation.
    [[nodiscard]] std::string value(const Graph& graph, NodeId node, const Name& name);
    /// A condition that holds where the node is not 0.
    [[nodiscard]] std::string condition(const Graph& graph, NodeId node, const Name& name);

    /// All functions that have been asked for, each after those that it calls.
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    /// The operation without looking at what its arguments are.
    [[nodiscard]] std::string operation(ops::Opcode code, std::span<const std::string> arguments);
    [[nodiscard]] std::string polygamma(const Graph& graph, NodeId node, const Name& name);
    void add_rule(const Graph& rule, std::string_view function, ops::Opcode code);
    void add(std::string_view comment, std::string_view text);

    SourceLanguage language_;
    std::string prefix_;
    bool comments_;
    std::map<std::string, bool, std::less<>> known_; // by name; false while its text is being made
    std::map<ops::Opcode, Graph> rules_;
    std::string text_;
};

} // namespace autodiff::writing
