#include <autodiff/notation/draft.hpp>

namespace autodiff::reading {

namespace {

/// Copies the live operations and constants of `source` to `target`, where its inputs stand already.
void copy_operations(const Graph& source, const std::vector<bool>& live, std::vector<NodeId>& places, NodeId output,
                     Graph& target) {
    std::vector<NodeId> arguments;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const auto id = static_cast<NodeId>(i);
        const Node& node = source.node(id);
        if (!live[i] || node.is_input()) continue;
        if (node.is_constant()) {
            places[i] = target.add_constant(node.constant());
            continue;
        }
        arguments.clear();
        for (const NodeId argument : source.arguments(id)) arguments.push_back(places[index(argument)]);
        places[i] = target.add(node.opcode(), arguments);
    }
    target.add_output(places[index(output)]);
}

} // namespace

NodeId Draft::variable(std::string_view name) {
    const auto found = variables_.find(name);
    if (found != variables_.end()) return found->second;
    leaves_.push_back({true, names_.size()});
    names_.emplace_back(name);
    return variables_.emplace(name, graph_.add_input()).first->second;
}

NodeId Draft::number(ExactNumber number) {
    const auto found = number_nodes_.find(number.text);
    if (found != number_nodes_.end()) return found->second;
    leaves_.push_back({false, numbers_.size()});
    numbers_.push_back(std::move(number));
    return number_nodes_.emplace(numbers_.back().text, graph_.add_input()).first->second;
}

const ExactNumber* Draft::number_at(NodeId id) const {
    const Node& node = graph_.node(id);
    if (!node.is_input()) return nullptr;
    const Leaf& leaf = leaves_[node.input_number()];
    return leaf.is_variable ? nullptr : &numbers_[leaf.index];
}

std::vector<bool> Draft::live_from(NodeId output) const {
    std::vector<bool> live(graph_.size());
    live[index(output)] = true;
    for (std::size_t i = graph_.size(); i-- > 0;) {
        if (!live[i]) continue;
        for (const NodeId argument : graph_.arguments(static_cast<NodeId>(i))) live[index(argument)] = true;
    }
    return live;
}

Formula Draft::finish(std::string_view text, std::size_t declared, NodeId output) const {
    Formula formula;
    formula.text = text;
    const std::vector<bool> live = live_from(output);
    std::vector<NodeId> places(graph_.size());
    std::vector<NodeId> exact_places(graph_.size());
    for (const NodeId input : graph_.inputs()) {
        const Leaf& leaf = leaves_[graph_.node(input).input_number()];
        if (!leaf.is_variable || (leaf.index >= declared && !live[index(input)])) continue;
        formula.variables.push_back(names_[leaf.index]);
        places[index(input)] = formula.graph.add_input();
        exact_places[index(input)] = formula.exact.add_input();
    }
    for (const NodeId input : graph_.inputs()) {
        const Leaf& leaf = leaves_[graph_.node(input).input_number()];
        if (leaf.is_variable || !live[index(input)]) continue;
        formula.numbers.push_back(numbers_[leaf.index]);
        places[index(input)] = formula.graph.add_constant(numbers_[leaf.index].value);
        exact_places[index(input)] = formula.exact.add_input();
    }
    copy_operations(graph_, live, places, output, formula.graph);
    copy_operations(graph_, live, exact_places, output, formula.exact);
    return formula;
}

} // namespace autodiff::reading
