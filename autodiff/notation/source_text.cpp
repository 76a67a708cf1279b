#include <autodiff/notation/source_text.hpp>

#include <autodiff/notation/parse.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace autodiff::reading {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

bool prints(const Character& c) {
    const bool control = c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0);
    const bool changes_direction = (c.code >= 0x200B && c.code <= 0x200F) || (c.code >= 0x2028 && c.code <= 0x202E) ||
                                   (c.code >= 0x2060 && c.code <= 0x206F) || c.code == 0xFEFF;
    return c.valid && !control && !changes_direction;
}

/// Each character as it can be printed; a tab stays.
std::vector<std::string_view> printable(std::string_view part) {
    std::vector<std::string_view> characters;
    for (std::size_t at = 0; at < part.size();) {
        const Character c = decode(part, at);
        characters.push_back(prints(c) || c.code == '\t' ? part.substr(at, c.size) : replacement);
        at += c.size;
    }
    return characters;
}

/// The line and the caret. Of a long line, what lies around the caret.
std::string picture(std::string_view line, std::size_t column) {
    constexpr std::size_t around = 60;
    const std::vector<std::string_view> characters = printable(line);
    const std::size_t first = column > around + 1 ? column - 1 - around : 0;
    const std::size_t last = std::min(characters.size(), column + around);
    std::string shown = first > 0 ? "..." : "";
    std::string blank(shown.size(), ' ');
    for (std::size_t i = first; i < last; ++i) {
        shown += characters[i];
        if (i + 1 < column) blank += characters[i] == "\t" ? '\t' : ' '; // a tab is as wide as the tab above it
    }
    if (last < characters.size()) shown += "...";
    return fmt::format("  {}\n  {}^", shown, blank);
}

} // namespace

Character decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    constexpr char32_t smallest[] = {0x80, 0x800, 0x10000};
    const Character stray{lead, 1, false};
    if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return stray;
    char32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80) return stray;
        code = code << 6 | (byte(at + i) & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < smallest[size - 2] || code > 0x10FFFF || surrogate) return stray;
    return {code, size, true};
}

std::string quoted(std::string_view part) {
    constexpr std::size_t most = 40;
    const std::vector<std::string_view> characters = printable(part.substr(0, 8 * most));
    const bool cut = characters.size() > most || part.size() > 8 * most;
    std::string out;
    for (std::size_t i = 0; i < std::min(characters.size(), most); ++i) out += characters[i];
    return cut ? out + "..." : out;
}

void SourceText::fail(std::size_t at, std::string_view sentence) const {
    const std::string_view before = text_.substr(0, at);
    const std::size_t begin = before.find_last_of('\n') + 1; // npos + 1 is 0
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t column = printable(before.substr(begin)).size() + 1;
    std::string_view shown = text_.substr(begin, end - begin);
    if (shown.ends_with('\r')) shown.remove_suffix(1);
    const bool one_line = text_.find('\n') == std::string_view::npos;
    const std::string place =
        one_line ? fmt::format("column {}", column) : fmt::format("line {}, column {}", line, column);
    throw ParseError(fmt::format("{}: {}\n{}", place, sentence, picture(shown, column)), line, column);
}

} // namespace autodiff::reading
