#pragma once

#include <autodiff/validation/rewrite_search.hpp>

#include <optional>
#include <span>

namespace autodiff::validation {

/// select(x < t, a, b) of two of the forms of a function of one variable, one accurate below t and one above, if that
/// saves many bits over each of the forms.
[[nodiscard]] std::optional<Form> selecting_form(std::span<const Form> forms, const Trial& trial);

} // namespace autodiff::validation
