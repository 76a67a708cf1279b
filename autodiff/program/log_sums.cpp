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
    const NodeId zero = nodes_.constant(0);
    const NodeId one = nodes_.constant(1);
    NodeId top = x[0];
    for (const NodeId other : x.subspan(1)) top = make<ops::Max>(nodes_, top, other);
    // An infinite top would make NaN of finite terms, whose share is 0.
    const NodeId shift = make<ops::Select>(nodes_, make<ops::Equal>(nodes_, top, infinity), zero, top);
    Written written;
    // The exponentials that are 1, the largest among them, are counted apart: small ones would drown in them, and the
    // logarithm of nearly 1 is all that the small ones say.
    NodeId ones = zero;
    NodeId rest = zero;
    for (const NodeId term : x) {
        const NodeId e = make<ops::Exp>(nodes_, make<ops::Subtract>(nodes_, term, shift));
        const NodeId is_one = make<ops::Equal>(nodes_, e, one);
        ones = make<ops::Add>(nodes_, ones, is_one);
        rest = make<ops::Add>(nodes_, rest, make<ops::Select>(nodes_, is_one, zero, e));
        written.exponentials.try_emplace(term, e);
    }
    written.total = make<ops::Add>(nodes_, rest, ones);
    const NodeId excess = make<ops::Add>(nodes_, rest, make<ops::Subtract>(nodes_, ones, one));
    const NodeId sum = make<ops::Add>(nodes_, shift, make<ops::Log1p>(nodes_, excess));
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
