#include "catch.hpp"
#include "cli/program.hpp"

#include "output/compare.hpp"
#include <autodiff/cli/formula_width.hpp>

#include <algorithm>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

using Catch::Matchers::ContainsSubstring;
using program::Arguments;

namespace {

/// The report of a command line as a file.
std::string report(const program::Folder& folder, Arguments arguments, int status = 0) {
    const std::string file = folder.file("report.html");
    arguments.insert(arguments.end(), {"--report", file});
    const auto result = program::call(arguments);
    CAPTURE(result.out, result.err);
    CHECK(result.status == status);
    return program::contents(file);
}

const Arguments sigmoid{"validate", "1/(1+exp(-x))", "s*(1-s)", "--let", "s=1/(1+exp(-x))", "--on", "x=-750..750"};

/// Whether an attribute of a tag names something to fetch; `data:,` is the empty picture.
bool asks_for_something(const std::string& html) {
    static const std::regex request(R"((src|href|action|poster|data)\s*=\s*["']?(?!data:,)[a-z/#.])",
                                    std::regex::icase);
    // Tag by tag: the matcher's recursion is as deep as its text is long.
    for (std::size_t tag = html.find('<'); tag != std::string::npos; tag = html.find('<', tag + 1))
        if (std::regex_search(html.substr(tag, std::min<std::size_t>(html.find('>', tag) - tag, 4096)), request))
            return true;
    return false;
}

/// Everything that would make a browser ask for something else.
void check_self_contained(const std::string& html) {
    std::string without_names = html; // of XML, which nobody asks for
    for (const char* name : {R"(xmlns="http://www.w3.org/1998/Math/MathML")", R"(xmlns="http://www.w3.org/2000/svg")",
                             R"(xmlns:xlink="http://www.w3.org/1999/xlink")"})
        for (std::size_t at = 0; (at = without_names.find(name, at)) != std::string::npos;)
            without_names.erase(at, std::string(name).size());
    CHECK(without_names.find("http") == std::string::npos);
    CHECK(without_names.find("<script") == std::string::npos);
    CHECK(without_names.find("url(") == std::string::npos);
    CHECK(without_names.find("@import") == std::string::npos);
    CHECK_FALSE(asks_for_something(without_names));
}

/// One curve or cloud of a plot: <g class="series line c1" data-points="512">...</g>
struct Series {
    std::string kind;
    std::size_t claimed = 0; // number of points
    std::string inside;
};

std::vector<Series> series_of(const std::string& document) {
    const std::string opening = "<g class=\"series ";
    const std::string points = "data-points=\"";
    std::vector<Series> result;
    for (std::size_t at = document.find(opening); at != std::string::npos; at = document.find(opening, at + 1)) {
        const std::size_t kind = at + opening.size();
        const std::size_t claim = document.find(points, kind) + points.size();
        const std::size_t end = document.find("</g>", claim);
        result.push_back({document.substr(kind, document.find(' ', kind) - kind), std::stoul(document.substr(claim, 9)),
                          document.substr(claim, end - claim)});
    }
    return result;
}

constexpr const char* browser = "chromium";

struct Browsed {
    std::string document;   // as the browser understood it
    std::string complaints; // lines of its console
    bool asked = false;     // for anything but the file
};

/// Shows a file in a browser that cannot reach any host.
Browsed browse(const program::Folder& folder, const std::string& file) {
    const std::string line =
        std::string("timeout 120 ") + browser +
        " --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        " --disable-component-update --disable-sync --host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr"
        " --log-level=0 --user-data-dir=" +
        program::quoted(folder.file("profile")) + " --log-net-log=" + program::quoted(folder.file("net.json")) +
        " --dump-dom " + program::quoted("file://" + file) + " 2>" + program::quoted(folder.file("messages"));
    Browsed result{output::run(line).printed, "", false};
    for (const std::string& message : output::lines_of(program::contents(folder.file("messages"))))
        if (message.find("CONSOLE") != std::string::npos) result.complaints += message + "\n";
    // The browser asks for things of its own; those that a page asks for carry where it came from.
    result.asked =
        program::contents(folder.file("net.json")).find("\"network_isolation_key\":\"file://") != std::string::npos;
    return result;
}

} // namespace

TEST_CASE("a report is one file that says the verdict, shows the plots, and asks for nothing else") {
    const program::Folder folder;
    const std::string html = report(folder, sigmoid);
    check_self_contained(html);
    CHECK_THAT(html, ContainsSubstring("<b>Proved.</b> s*(1-s) is the derivative of 1/(1+exp(-x))"));
    for (const char* part : {"The function and its derivative", "Accuracy in floating point", "At the edges",
                             "The derivation, step by step", "A better formula", "<math", "worst point"})
        CHECK_THAT(html, ContainsSubstring(part));
    CHECK(html.find("NaN") == std::string::npos);
}

TEST_CASE("a refutation's report shows the witness, and what is unknown says so") {
    const program::Folder folder;
    const std::string html = report(folder, {"validate", "tanh(x)", "1+tanh(x)^2"}, 1);
    check_self_contained(html);
    CHECK_THAT(html, ContainsSubstring("class=\"verdict refuted\"") &&
                         ContainsSubstring("the formula is not the derivative"));
}

TEST_CASE("reports are written in several variables, at kinks, on infinite domains and without any value") {
    const program::Folder folder;
    check_self_contained(report(folder, {"validate", "x^y", "y*x^(y-1)", "--on", "x>0,y=-3..3"}));
    CHECK_THAT(report(folder, {"validate", "abs(x)", "sign(x)"}), ContainsSubstring("0<small>kink</small>"));
    check_self_contained(report(folder, {"accuracy", "exp(-x^2)", "--on", "x=-inf..inf"}));
    check_self_contained(report(folder, {"accuracy", "log(x)", "--on", "x=-2..-1"}));
    check_self_contained(
        report(folder, {"accuracy", "sqrt(x+1)-sqrt(x)", "--on", "x=0..1e300", "--precision", "float"}));
}

TEST_CASE("what users write is escaped wherever it appears") {
    const program::Folder folder;
    const std::string html =
        report(folder, {"validate", "select(x<1, x, 2*x)*1", "select(x<1,1,2)", "--let", "a=1<2"}, 0);
    CHECK(html.find("x<1") == std::string::npos);
    CHECK_THAT(html, ContainsSubstring("x&lt;1"));
}

TEST_CASE("a browser shows the report without a complaint, with every point that the plots claim") {
    if (output::run(std::string("command -v ") + browser).status != 0) {
        WARN("chromium is not installed: not checked");
        return;
    }
    const program::Folder folder;
    const std::string html = report(folder, sigmoid);
    const Browsed page = browse(folder, folder.file("report.html"));
    REQUIRE_THAT(page.document, ContainsSubstring("</html>"));
    CHECK(page.complaints == "");
    CHECK_FALSE(page.asked);

    // The same page with a picture from elsewhere and a script that fails is noticed.
    std::ofstream(folder.file("bad.html"))
        << html.substr(0, html.find("</main>")) << "<img src='https://example.invalid/x.png'><script>throw 1</script>";
    const Browsed bad = browse(folder, folder.file("bad.html"));
    CHECK(bad.complaints != "");
    CHECK(bad.asked);

    // Each plot twice: for wide pages and for phones.
    CHECK(program::count(page.document, "<svg class=\"plot\"") == 6);
    const std::vector<Series> series = series_of(page.document);
    CHECK(series.size() == 10);
    for (const auto& [kind, claimed, inside] : series) {
        CHECK(claimed > 100);
        if (kind == "dots") {
            CHECK(program::count(inside, "<circle") == claimed);
        } else {
            CHECK(program::count(inside, "M") + program::count(inside, "L") == claimed);
        }
    }
    CHECK(program::count(page.document, "<math") >= 6);
}

TEST_CASE("formulas carry their widths, by which print shrinks those that are wider than paper") {
    using autodiff::cli::formula_width;
    CHECK(formula_width("<math><mi>x</mi></math>") == Approx(0.6));
    CHECK(formula_width("<math><mi>&lt;x</mi></math>") == formula_width("<math><mi>∂x</mi></math>"));
    CHECK(formula_width("<math><mi>a</mi><mo>&#x2062;</mo><mi>b</mi></math>") == Approx(1.2));
    CHECK(formula_width("<math><mfrac><mn>12345</mn><mn>1</mn></mfrac></math>") == Approx(3.2));
    CHECK(formula_width("<math><mrow><mi>x</mi><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></mrow></math>") ==
          Approx(0.6 + 1.25 + 0.6 + 0.72 * 0.6));
    CHECK(formula_width("<math") == 0);
    CHECK(formula_width("") == 0);
    CHECK(autodiff::cli::with_formula_widths("<p><math a=\"b\"><mi>xy</mi></math>, 1 < 2") ==
          "<p><math style=\"--width:2\" a=\"b\"><mi>xy</mi></math>, 1 < 2");
    const program::Folder folder;
    CHECK_THAT(report(folder, {"validate", "abs(x)", "select(x<0,-1,1)"}),
               ContainsSubstring("<math style=\"--width:") && ContainsSubstring("<td>undefined</td><td>–</td>"));
}
