#include <autodiff/notation/source_parts.hpp>

#include <algorithm>

namespace autodiff::writing {

namespace {

void keep_one_each(auto& elements) {
    std::sort(elements.begin(), elements.end());
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
}

} // namespace

SourceParts::SourceParts(const Graph& graph, const SourcePlan& plan, std::size_t most)
    : made_in_(graph.size()), last_read_(graph.size()) {
    cut(plan, std::max<std::size_t>(most, 1));
    find_reads(graph, plan);
    assign_places();
}

void SourceParts::cut(const SourcePlan& plan, std::size_t most) {
    const auto lines = plan.lines();
    for (std::size_t begin = 0; begin < lines.size(); begin += most) {
        Part part;
        part.lines = lines.subspan(begin, std::min(most, lines.size() - begin));
        for (const SourcePlan::Line& line : part.lines)
            if (line.guard == SourcePlan::no_guard) made_in_[index(line.node)] = parts_.size();
        parts_.push_back(std::move(part));
    }
    if (parts_.empty()) parts_.emplace_back();
}

void SourceParts::find_reads(const Graph& graph, const SourcePlan& plan) {
    // An output is written where it was computed: it needs no place for the sake of being one.
    for (std::size_t i = 0; i < graph.outputs().size(); ++i) {
        const NodeId output = graph.outputs()[i];
        parts_[graph.node(output).is_operation() ? made_in_[index(output)] : parts_.size() - 1].outputs.push_back(i);
    }
    for (std::size_t p = 0; p < parts_.size(); ++p) {
        Part& part = parts_[p];
        const auto read = [&](NodeId node) {
            if (graph.node(node).is_input()) part.inputs.push_back(node);
            if (!graph.node(node).is_operation()) return;
            last_read_[index(node)] = p;
            if (made_in_[index(node)] != p) part.loads.emplace_back(node, 0);
        };
        for (const SourcePlan::Line& line : part.lines) plan.for_each_operand(line, read);
        for (const std::size_t output : part.outputs) read(graph.outputs()[output]);
        keep_one_each(part.inputs);
        keep_one_each(part.loads);
    }
}

void SourceParts::assign_places() {
    std::vector<std::size_t> place(made_in_.size());
    std::vector<std::size_t> free;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
        Part& part = parts_[p];
        // What is loaded here for the last time leaves its place to what is stored at the end.
        for (auto& [node, from] : part.loads) {
            from = place[index(node)];
            if (last_read_[index(node)] == p) free.push_back(from);
        }
        for (const SourcePlan::Line& line : part.lines) {
            if (line.guard != SourcePlan::no_guard || last_read_[index(line.node)] <= p) continue;
            if (free.empty()) free.push_back(places_++);
            place[index(line.node)] = free.back();
            part.stores.emplace_back(line.node, free.back());
            free.pop_back();
        }
    }
}

} // namespace autodiff::writing
