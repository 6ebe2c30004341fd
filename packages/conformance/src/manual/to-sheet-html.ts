import { html, type Markup } from '../report/html/markup.ts'
import { selfContainedPage } from '../report/html/self-contained-page.ts'
import type { ManualCase } from './manual-case.ts'
import { manualPlatforms, platformNames } from './manual-platform.ts'
import { sheetScript } from './sheet-script.ts'
import { sheetStyle } from './sheet-style.ts'

export interface SheetOptions {
  readonly adapter: string
  readonly adapterVersion: string | null
  /** Version of the suite. */
  readonly suite: string
  readonly cases: readonly ManualCase[]
}

/** For a phone or for the computer beside it; it sends nothing anywhere. */
export function toSheetHtml({ adapter, adapterVersion, suite, cases }: SheetOptions): string {
  const body = html`<header><h1>${adapter}${adapterVersion ? ` ${adapterVersion}` : null} on a phone</h1>
<p>${cases.length} cases of @televid/conformance ${suite} that need a phone in a hand.</p></header>
<main>
<noscript><p>This sheet needs JavaScript.</p></noscript>
<details open><summary>What you need</summary>
<ul>
<li>The phone under test, and a computer with camera and microphone as the other person.</li>
<li>An app with this adapter that both can open over https. In the repository of TeleVid: <code>npm start -- --lan</code>.</li>
<li>A second telephone, and a Bluetooth headset, for some of the cases. Say “not possible” where you have none.</li>
</ul>
<p>Do the cases in this order, in one call where the steps do not say otherwise. What you enter stays in this browser until you
save the result. Then: <code>televid-conformance --harness … --import FILE</code> (here: <code>npm run conformance -- --import FILE</code>).</p></details>
<form id="phone" autocomplete="off"><h2>The phone</h2>
<label>Browser under test <select name="platform" required><option value="">choose</option>${manualPlatforms.map((platform) => html`<option value="${platform}">${platformNames[platform]}</option>`)}</select></label>
<label>Device <input name="device" required maxlength="200" placeholder="iPhone 15"></label>
<label>System <input name="system" required maxlength="200" placeholder="iOS 19.1"></label>
<label>Browser and version <input name="browser" required maxlength="200" placeholder="Safari 19.1"></label>
<label>Your initials <input name="tester" maxlength="20" placeholder="may stay empty"></label>
</form>
<ol id="cases">${cases.map(caseItem)}</ol>
</main>
<footer><span id="progress" role="status"></span>
<button type="button" id="save">Save result</button><button type="button" id="clear" class="quiet">Start over</button>
<p id="problem" role="alert"></p></footer>`
  return selfContainedPage({
    title: `${adapter} on a phone`,
    style: sheetStyle,
    script: sheetScript,
    data: { id: 'facts', json: JSON.stringify({ adapter, adapterVersion, suite }) },
    body,
  })
}

function caseItem({ id, title, level, steps }: ManualCase): Markup {
  return html`<li class="case" data-case="${id}"><h2>${title}</h2>
<p class="facts"><code>${id}</code> ${level} <span class="state"></span></p>
<ol class="steps">${steps.map((step, index) => stepItem(id, index, step.act, step.expect))}</ol></li>
`
}

const choices = [
  ['pass', 'As expected'],
  ['fail', 'Not so'],
  ['skip', 'Not possible'],
] as const

function stepItem(id: string, index: number, act: string, expect: string): Markup {
  const name = `${id}#${index}`
  return html`<li><p class="act">${act}</p><p class="expect">${expect}</p>
<fieldset><legend class="hidden">Step ${index + 1} of ${id}</legend>${choices.map(
    ([value, text]) =>
      html`<label class="${value}"><input type="radio" name="${name}" value="${value}">${text}</label>`,
  )}</fieldset>
<label class="note" hidden>What happened? <textarea name="${name}" rows="2" maxlength="2000"></textarea></label></li>`
}
