// Renders docs/operations.md from what the operations say about themselves.
#pragma once

#include <string>

namespace ops_test {

/// The whole page as Markdown.
std::string operations_page();

} // namespace ops_test
