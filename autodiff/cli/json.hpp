#pragma once

#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace autodiff::cli {

/// A value in JSON, kept as its text. Numbers that JSON cannot write become the strings "inf", "-inf" and "nan".
class Json {
  public:
    Json() : text_("null") {}
    Json(bool value) : text_(value ? "true" : "false") {}
    Json(double value);
    Json(std::string_view value);
    Json(const std::string& value) : Json(std::string_view(value)) {}
    Json(const char* value) : Json(std::string_view(value)) {}

    static Json array(const std::vector<Json>& elements);
    /// Members in the given order; names are not looked at twice.
    static Json object(const std::vector<std::pair<std::string, Json>>& members);

    /// Of a range, element by element.
    template <class Range>
    static Json list(const Range& range) {
        return array(std::vector<Json>(std::begin(range), std::end(range)));
    }

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
};

} // namespace autodiff::cli
