/** The only style of the sheet: large targets for thumbs. Colors of text have a contrast of at least 4.5. */
export const sheetStyle = `
:root { color-scheme: light dark; --page: light-dark(#f6f7f9, #14171c); --paper: light-dark(#fff, #1b1f26);
  --ink: light-dark(#1a1f29, #e7eaf0); --muted: light-dark(#566071, #a3adbd); --line: light-dark(#d9dee6, #333b47);
  --accent: light-dark(#0b57c2, #8ab8ff); --passed: light-dark(#13653a, #7fd6a2); --failed: light-dark(#a81421, #ff9a9f);
  --gap: light-dark(#7a4b00, #f5c46b); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
header, main { max-width: 720px; margin: 0 auto; padding: 0 16px; }
header { padding-top: 16px; }
h1 { font-size: 22px; margin: 0; }
h2 { font-size: 17px; line-height: 1.3; margin: 0 0 4px; }
header p { margin: 4px 0 12px; color: var(--muted); }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13.5px; overflow-wrap: anywhere; }
details, form, .case { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin: 0 0 12px; }
summary { font-weight: 600; cursor: pointer; min-height: 28px; }
ul { padding-left: 20px; }
form label { display: block; margin-top: 10px; color: var(--muted); }
input:not([type]), select, textarea { display: block; width: 100%; font: inherit; color: var(--ink); background: var(--page);
  border: 1px solid var(--muted); border-radius: 6px; padding: 8px 10px; min-height: 44px; margin-top: 2px; }
#cases { list-style: none; padding: 0; margin: 0; }
.case { border-left: 5px solid var(--line); }
.case.passed { border-left-color: var(--passed); } .case.failed { border-left-color: var(--failed); }
.case.not-possible, .case.begun { border-left-color: var(--gap); }
.facts { margin: 0 0 8px; color: var(--muted); font-size: 14px; }
.state { font-weight: 600; margin-left: 6px; }
.passed .state { color: var(--passed); } .failed .state { color: var(--failed); } .begun .state, .not-possible .state { color: var(--gap); }
.steps { padding-left: 22px; margin: 0; }
.steps > li { padding: 8px 0; border-top: 1px solid var(--line); }
.act { margin: 0 0 4px; font-weight: 600; }
.expect { margin: 0 0 8px; }
.expect::before { content: 'Then: '; color: var(--muted); }
fieldset { border: 0; padding: 0; margin: 0; display: grid; grid-template-columns: repeat(3, 1fr); gap: 6px; min-width: 0; }
fieldset label { display: flex; align-items: center; justify-content: center; gap: 6px; min-height: 44px; padding: 4px 6px; font-size: 14px;
  text-align: center; border: 1px solid var(--muted); border-radius: 6px; cursor: pointer; }
fieldset input { position: absolute; opacity: 0; width: 1px; height: 1px; }
fieldset label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 1px; }
fieldset label:has(:checked) { color: var(--page); font-weight: 600; }
fieldset label:has(:checked)::before { content: '✓'; }
.pass:has(:checked) { background: var(--passed); } .fail:has(:checked) { background: var(--failed); } .skip:has(:checked) { background: var(--gap); }
.note { display: block; margin-top: 8px; color: var(--muted); }
footer { position: sticky; bottom: 0; background: var(--paper); border-top: 1px solid var(--line); padding: 8px 10px;
  display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 8px; font-size: 15px; }
button { font: inherit; font-weight: 600; min-height: 44px; padding: 6px 12px; border-radius: 6px; border: 1px solid var(--accent);
  background: var(--accent); color: var(--page); cursor: pointer; }
button.quiet { background: none; color: var(--ink); border-color: var(--muted); font-weight: 400; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
#problem { flex-basis: 100%; margin: 0; text-align: center; color: var(--failed); font-weight: 600; }
#problem:empty { display: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
@media print { footer, details { display: none; } .case { break-inside: avoid; } }
`
