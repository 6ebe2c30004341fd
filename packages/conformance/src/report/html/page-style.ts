/** The only style of the report. Colors of text have a contrast of at least 4.5 on every background they stand on. */
export const pageStyle = `
:root { color-scheme: light dark; --page: light-dark(#f6f7f9, #14171c); --paper: light-dark(#fff, #1b1f26);
  --ink: light-dark(#1a1f29, #e7eaf0); --muted: light-dark(#566071, #a3adbd); --line: light-dark(#d9dee6, #333b47);
  --head: light-dark(#eef1f5, #232933); --accent: light-dark(#0b57c2, #8ab8ff);
  --passed: light-dark(#13653a, #7fd6a2); --passed-fill: light-dark(#eaf6ee, #17291f);
  --failed: light-dark(#a81421, #ff9a9f); --failed-fill: light-dark(#fdd9dc, #531d24);
  --na: light-dark(#566071, #a3adbd); --na-fill: light-dark(#f0f2f5, #20252d);
  --gap: light-dark(#7a4b00, #f5c46b); --gap-fill: light-dark(#fdf0d3, #3b2e14); }
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
header, main { padding: 0 24px; }
header { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 32px; padding-top: 20px; }
h1 { font-size: 22px; margin: 0; }
h2 { font-size: 17px; margin: 24px 0 8px; }
h3 { font-size: 15px; margin: 0 0 8px; }
header p { margin: 2px 0 0; color: var(--muted); }
header label { margin-left: auto; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 12.5px; }
.muted { color: var(--muted); font-weight: 400; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 0; background: var(--paper); }
th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--line); }
thead th { background: var(--head); font-weight: 600; }
.summary { border: 1px solid var(--line); border-bottom: 0; border-radius: 6px; }
.summary .first { border-left: 1px solid var(--line); }
.summary th[colspan] { text-align: center; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
details > summary { cursor: pointer; padding: 6px 0; color: var(--accent); }
.runs { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 12px; }
.runs article { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 12px; min-width: 0; }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 90px 1fr; gap: 8px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
.mark { font-weight: 600; white-space: nowrap; }
.mark .symbol { display: inline-block; min-width: 1em; text-align: center; }
.mark.passed { color: var(--passed); } .mark.failed { color: var(--failed); } .mark.not-exercised { color: var(--gap); }
.mark.not-applicable, .mark.not-run { color: var(--na); }
input, select, button { font: inherit; color: inherit; }
input, select, .filters button, dialog button { background: var(--paper); border: 1px solid var(--muted); border-radius: 5px;
  padding: 4px 8px; min-height: 30px; }
.filters { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; }
.filters input { width: 220px; }
#count { color: var(--muted); }
.keys { margin: 6px 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: -2px; }
.matrix { overflow: auto; max-height: 88vh; border: 1px solid var(--line); border-radius: 6px; margin-bottom: 32px; }
.matrix table { width: 100%; }
.matrix thead th { position: sticky; top: 0; z-index: 2; }
.matrix thead th:first-child { z-index: 3; }
.matrix thead th:first-child, .matrix tbody th { position: sticky; left: 0; }
.matrix tbody th { z-index: 1; background: var(--paper); font-weight: 400; width: 45%; min-width: 260px; }
.matrix .group th, .matrix .group td { background: var(--head); }
.matrix .group td { font-size: 13px; }
.matrix .group .mark { font-weight: 600; }
.matrix tbody th { overflow-wrap: anywhere; }
.matrix .title { display: block; color: var(--muted); font-size: 13px; }
.fold { background: none; border: 0; padding: 2px 4px; font-weight: 600; cursor: pointer; }
.fold::before { content: '▾'; display: inline-block; width: 1.2em; }
.fold[aria-expanded=false]::before { content: '▸'; }
tbody.folded tr:not(.group) { display: none; }
.level { font-size: 12px; font-weight: 600; } .level.SHOULD { color: var(--muted); font-weight: 400; }
.cell { padding: 0; border-left: 1px solid var(--line); min-width: 120px; height: 1px; }
.cell button { display: block; width: 100%; height: 100%; min-height: 44px; text-align: left; background: none; border: 0;
  padding: 4px 10px; cursor: pointer; }
.cell button:hover { box-shadow: inset 0 0 0 2px var(--accent); }
.cell.passed { background: var(--passed-fill); } .cell.failed { background: var(--failed-fill); }
.cell.not-exercised { background: var(--gap-fill); } .cell.not-applicable, .cell.not-run { background: var(--na-fill); }
.verification { display: block; font-size: 12px; color: var(--muted); padding-left: 1.3em; }
.cell.failed .verification { color: var(--ink); }
dialog { width: min(960px, 94vw); max-height: 90vh; background: var(--paper); color: var(--ink); border: 1px solid var(--line);
  border-radius: 8px; padding: 20px 24px; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog h2 { margin: 0 0 4px; overflow-wrap: anywhere; }
dialog .bar { display: flex; gap: 8px; margin-top: 16px; }
dialog .title { margin: 0 0 12px; }
dialog h3 { margin: 16px 0 4px; }
.reason, pre { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.reason { border-left: 4px solid var(--line); padding: 4px 12px; margin: 12px 0; }
.reason.failed { border-color: var(--failed); } .reason.not-exercised { border-color: var(--gap); }
pre { background: var(--head); padding: 10px; border-radius: 5px; max-height: 320px; overflow: auto; margin: 0; }
figure { margin: 0 0 12px; } figure img { max-width: 100%; border: 1px solid var(--line); } figcaption { color: var(--muted); }
[hidden] { display: none !important; }
@media (max-width: 800px) { header, main { padding: 0 12px; } .matrix tbody th { position: static; min-width: 220px; }
  .matrix thead th:first-child { left: auto; z-index: 2; } }
@media print { .filters, .keys, header label { display: none; } .matrix { max-height: none; overflow: visible; } }
`
