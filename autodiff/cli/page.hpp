#pragma once

#include <autodiff/cli/plot.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace autodiff::cli {

/// Words in HTML, as they are: < > & and quotes are escaped.
[[nodiscard]] std::string words_html(std::string_view text);

/// Text of a program or a formula, in a typewriter's letters, escaped.
[[nodiscard]] std::string code_html(std::string_view text);

/// One HTML file that needs nothing else: style sheet and drawings inside, no script, no address. Light or dark as the
/// reader's system is, light in print. Arguments called html are markup, all others are text and are escaped.
class Page {
  public:
    explicit Page(std::string title) : title_(std::move(title)) {}

    void raw(std::string_view html) { body_ += html; }
    void heading(std::string_view text);
    void paragraph(std::string_view html, std::string_view kind = "");
    /// MathML on a line of its own, which scrolls where it does not fit.
    void formula(std::string_view mathml);
    /// The plot in the two widths that the style sheet chooses from, with its legend.
    void figure(const Plot& plot, std::string_view caption);
    /// A drawing that keeps its size as far as the page allows.
    void drawing(std::string_view svg, std::string_view caption);
    /// Cells are markup; the first column names the rows.
    void table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
               std::string_view kind = "");
    void begin_details(std::string_view summary);
    void end_details() { body_ += "</details>\n"; }

    [[nodiscard]] std::string html() const;

  private:
    std::string title_;
    std::string body_;
};

/// The page's style sheet.
[[nodiscard]] std::string_view style_sheet();

} // namespace autodiff::cli
