#pragma once

#include <span>
#include <string>
#include <string_view>

namespace autodiff::writing {

/// Throws Error unless C and C++ of any age accept `name` as the name of a function beside <math.h>.
void require_function_name(std::string_view name);

/// Throws Error unless the names can be local variables, all different, in a function of that name written by to_c or
/// to_cpp.
void require_input_names(std::span<const std::string> names, std::string_view function);

} // namespace autodiff::writing
