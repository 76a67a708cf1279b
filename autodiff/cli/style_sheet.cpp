#include <autodiff/cli/page.hpp>

namespace autodiff::cli {

std::string_view style_sheet() {
    // c1 to c4 are told apart by colour-blind readers, too; each has a contrast of at least 4.5 on its paper.
    static constexpr std::string_view sheet = R"(:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --panel: #f3f4f2; --ink: #1c232d; --soft: #586270; --line: #dcdfdd;
  --c1: #1d5fa6; --c2: #b4540a; --c3: #26734a; --c4: #7d4496;
  --proved: #1d7044; --refuted: #b3261e; --unknown: #80600a; --band: #b3261e1c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --panel: #1d2329; --ink: #e4e7ea; --soft: #9ba6b2; --line: #333b44;
    --c1: #74b0ee; --c2: #f0a05a; --c3: #6fc698; --c4: #c99ae0;
    --proved: #6fc698; --refuted: #f28b82; --unknown: #e3c268; --band: #f28b8226;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI",
       Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
main { max-width: 752px; margin: 0 auto; padding: 40px 16px 64px; }
p { margin: .6em 0; overflow-wrap: anywhere; }
h1 { font-size: 1.05rem; font-weight: 600; color: var(--soft); letter-spacing: .01em; margin: 0 0 .4rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 3rem 0 .6rem; padding-top: 1.1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
math { font-size: 1.12em; }
.claim { font-size: 1.25rem; margin: 0 0 1.2rem; }
.formula { overflow-x: auto; overflow-y: hidden; padding: .35rem 0; }
.formula math { display: inline math; margin: 0; }
.verdict { background: var(--panel); border-left: 5px solid var(--tone); border-radius: 4px; padding: .9rem 1.2rem; }
.verdict p { margin: .25em 0; }
.verdict p:first-child { font-size: 1.18rem; font-weight: 600; line-height: 1.4; }
.verdict p:first-child b { color: var(--tone); }
.proved { --tone: var(--proved); } .refuted { --tone: var(--refuted); } .unknown { --tone: var(--unknown); }
.soft, figcaption { color: var(--soft); font-size: .92rem; }
figure { margin: 1.6rem 0 2rem; }
figcaption { margin-top: .3rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .94rem; }
th, td { text-align: right; padding: .3rem 0 .3rem 1.4rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; font-weight: 400; }
thead th { color: var(--soft); font-weight: 600; font-size: .86rem; }
thead th:first-child { font-weight: 600; }
table.edges { font-size: .88rem; }
table.edges td { vertical-align: top; }
table.edges small { display: block; color: var(--soft); line-height: 1.2; }
table.facts td { text-align: left; white-space: normal; }
table.facts th { color: var(--soft); vertical-align: top; }
.bad { color: var(--refuted); font-weight: 600; }
.derivation .function { display: none; }
.derivation p { margin: 0; overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
.derivation .rule { color: var(--soft); font-size: .92rem; }
.derivation .step math, .derivation .result math { display: inline math; math-style: normal; }
.derivation .result { margin-top: 1rem; padding: .6rem 1rem; background: var(--panel); border-radius: 4px; }
.derivation ol { padding: 0; margin: 0; list-style: none; counter-reset: step; }
.derivation li { counter-increment: step; position: relative; padding: .55rem 0 .55rem 2rem;
                 border-bottom: 1px solid var(--line); }
.derivation li::before { content: counter(step); position: absolute; left: 0; color: var(--soft);
                         font-variant-numeric: tabular-nums; }
ul.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.3rem; margin: 0 0 .3rem; padding: 0;
            font-size: .88rem; color: var(--soft); }
.key { display: inline-block; width: 22px; height: 0; margin-right: .5em; vertical-align: middle; border-top: 2px solid; }
.key.broad { border-top-width: 7px; opacity: .35; }
.key.dashed { border-top-style: dashed; }
.key.dots { width: 6px; height: 6px; border: 0; border-radius: 50%; background: currentColor; }
.key.level { border-top: 2px dotted var(--ink); }
.key.band { height: 13px; border: 0; background: var(--band); outline: 1px solid var(--line); }
.c1 { color: var(--c1); } .c2 { color: var(--c2); } .c3 { color: var(--c3); } .c4 { color: var(--c4); }
svg.plot { display: block; width: 100%; height: auto; overflow: visible; }
svg.plot text { font-family: inherit; fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
svg.plot text.name { font-size: 12.5px; fill: var(--ink); }
svg.plot text.mark-name { fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: var(--paper);
                          stroke-width: 4px; stroke-linejoin: round; }
svg.plot line.grid { stroke: var(--line); } svg.plot line.zero, svg.plot line.axis { stroke: var(--soft); }
svg.plot line.zero { opacity: .6; }
svg.plot line.level { stroke: var(--ink); stroke-dasharray: 2 4; stroke-width: 1.5; }
svg.plot rect.band { fill: var(--band); }
svg.plot .series path { fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linejoin: round; stroke-linecap: round; }
svg.plot .broad path { stroke-width: 7; opacity: .35; }
svg.plot .dashed path { stroke-dasharray: 7 5; }
svg.plot .dots circle { fill: currentColor; fill-opacity: .55; }
svg.plot .mark { fill: none; stroke: var(--refuted); stroke-width: 2; }
.narrow { display: none; }
.drawing { overflow-x: auto; }
.drawing svg { display: block; margin: 0 auto; max-width: 100%; max-height: 36rem; height: auto; }
details > summary { cursor: pointer; color: var(--soft); margin: .6rem 0; }
footer { margin-top: 3.5rem; border-top: 1px solid var(--line); padding-top: .8rem; color: var(--soft); font-size: .86rem; }
@media screen and (max-width: 560px) {
  .wide { display: none; } .narrow { display: block; }
  main { padding-top: 22px; }
  .claim { font-size: 1.08rem; }
  th, td { padding-left: .8rem; }
  table.edges { font-size: .72rem; }
  table.edges th, table.edges td { padding-left: .4rem; }
  table.edges th:first-child { padding-left: 0; }
  table.edges thead th { white-space: normal; vertical-align: bottom; }
}
@media print {
  @page { margin: 16mm; }
  body { font-size: 10.5pt; background: none; }
  main { max-width: none; padding: 0; }
  figure, .verdict, tr, .derivation li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll, .formula, .drawing, .derivation p { overflow: visible; }
  math { font-size: min(1.12em, calc(43em / var(--width, 1))); }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)";
    return sheet;
}

} // namespace autodiff::cli
