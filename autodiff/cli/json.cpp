#include <autodiff/cli/json.hpp>

#include <cmath>
#include <fmt/format.h>

namespace autodiff::cli {

namespace {

/// In quotes. What is no UTF-8 would make the whole document unreadable, so stray bytes become U+FFFD.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x80) {
            if (c == '"' || c == '\\')
                out += fmt::format("\\{}", text[i]);
            else
                out += c < 0x20 ? fmt::format("\\u{:04x}", c) : std::string(1, text[i]);
            ++i;
            continue;
        }
        const std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        bool whole = c >= 0xC2 && c <= 0xF4 && i + length <= text.size();
        for (std::size_t k = 1; whole && k < length; ++k)
            whole = (static_cast<unsigned char>(text[i + k]) & 0xC0U) == 0x80U;
        // Overlong forms, surrogates and what lies beyond Unicode.
        const auto second = whole ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90) ||
            (c == 0xF4 && second > 0x8F))
            whole = false;
        out += whole ? std::string(text.substr(i, length)) : "\\ufffd";
        i += whole ? length : 1;
    }
    return out + '"';
}

} // namespace

Json::Json(double value) {
    if (std::isnan(value))
        text_ = "\"nan\"";
    else if (std::isinf(value))
        text_ = value < 0 ? "\"-inf\"" : "\"inf\"";
    else
        text_ = fmt::format("{}", value);
}

Json::Json(std::string_view value) : text_(quoted(value)) {}

Json Json::array(const std::vector<Json>& elements) {
    Json result;
    result.text_ = "[";
    for (const Json& element : elements) result.text_ += (result.text_.size() > 1 ? ", " : "") + element.text_;
    result.text_ += "]";
    return result;
}

Json Json::object(const std::vector<std::pair<std::string, Json>>& members) {
    Json result;
    result.text_ = "{";
    for (const auto& [name, value] : members)
        result.text_ += (result.text_.size() > 1 ? ", " : "") + quoted(name) + ": " + value.text_;
    result.text_ += "}";
    return result;
}

} // namespace autodiff::cli
