#pragma once

#include <autodiff/passes/folder.hpp>

namespace autodiff::passes {

/// The node that equals the operation on these arguments, of which at least one is no constant; nothing when the
/// operation has to stand as it is.
using FoldRule = std::optional<NodeId> (*)(Folder& folder, std::span<const NodeId> arguments);

/// The operation's rule, or nullptr.
[[nodiscard]] FoldRule fold_rule(ops::Opcode operation);

} // namespace autodiff::passes
