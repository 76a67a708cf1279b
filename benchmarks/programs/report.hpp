#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace benchmarks {

/// Throws std::runtime_error when the file cannot be written.
inline void write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path);
    if (!(file << text << std::flush)) throw std::runtime_error("programs: cannot write " + path);
}

/// Paragraphs and tables, printed as they come and kept for a file; both are markdown.
class ProgramReport {
  public:
    void text(const std::string& paragraph) { add(paragraph + "\n\n"); }

    /// Cells are right-aligned but for those of the first column. The first row is the heading.
    void table(const std::vector<std::vector<std::string>>& rows) {
        std::vector<std::size_t> widths(rows.front().size(), 3);
        for (const auto& row : rows)
            for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], code_points(row[c]));
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::string line = "|";
            for (std::size_t c = 0; c < rows[r].size(); ++c)
                line += c == 0 ? fmt::format(" {:<{}} |", rows[r][c], widths[c])
                               : fmt::format(" {:>{}} |", rows[r][c], widths[c]);
            if (r == 0) {
                line += "\n|";
                for (std::size_t c = 0; c < widths.size(); ++c)
                    line += c == 0 ? std::string(widths[c] + 2, '-') + "|" : std::string(widths[c] + 1, '-') + ":|";
            }
            add(line + "\n");
        }
        add("\n");
    }

    /// All that was printed.
    [[nodiscard]] const std::string& all() const { return all_; }

  private:
    void add(const std::string& text) {
        all_ += text;
        fmt::print("{}", text);
        std::fflush(stdout);
    }
    static std::size_t code_points(const std::string& text) {
        return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }

    std::string all_;
};

} // namespace benchmarks
