#include <autodiff/program/log_sums.hpp>

#include <array>
#include <limits>

namespace autodiff::program {

namespace {

template <class Op, class... X>
NodeId make(UniqueNodes& nodes, X... x) {
    return nodes.add(ops::opcode<Op>, std::array{x...});
}

} // namespace

NodeId LogSums::add(std::span<const NodeId> x) {
    const NodeId infinity = nodes_.constant(std::numeric_limits<double>::infinity());
    NodeId top = x[0];
    for (const NodeId other : x.subspan(1)) top = make<ops::Max>(nodes_, top, other);
    // An infinite top would make NaN of finite terms, whose share is 0.
    const NodeId shift = make<ops::Select>(nodes_, make<ops::Equal>(nodes_, top, infinity), nodes_.constant(0), top);
    Written written;
    for (const NodeId term : x) {
        const NodeId e = make<ops::Exp>(nodes_, make<ops::Subtract>(nodes_, term, shift));
        written.total = written.exponentials.empty() && term == x[0] ? e : make<ops::Add>(nodes_, written.total, e);
        written.exponentials.try_emplace(term, e);
    }
    const NodeId sum = make<ops::Add>(nodes_, shift, make<ops::Log>(nodes_, written.total));
    const NodeId endless = make<ops::Equal>(nodes_, make<ops::Abs>(nodes_, top), infinity);
    const NodeId result = make<ops::Select>(nodes_, endless, top, sum);
    written_.try_emplace(result, std::move(written));
    return result;
}

std::optional<NodeId> LogSums::share(NodeId exponent) {
    const Node node = nodes_.graph().node(exponent);
    if (!node.is<ops::Subtract>()) return {};
    const auto written = written_.find(node.arguments[1]);
    if (written == written_.end()) return {};
    const auto e = written->second.exponentials.find(node.arguments[0]);
    if (e == written->second.exponentials.end()) return {};
    const NodeId reciprocal = make<ops::Divide>(nodes_, nodes_.constant(1), written->second.total);
    return make<ops::Multiply>(nodes_, e->second, reciprocal);
}

} // namespace autodiff::program
