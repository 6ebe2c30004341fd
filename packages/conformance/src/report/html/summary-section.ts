import type { ConformanceRun, Level, ManualRun } from '../conformance-report.ts'
import { countStatuses } from '../count-statuses.ts'
import { manualVerdict } from '../manual-verdict.ts'
import { gapsOf, type Verdict, verdictOf } from '../verdict-of.ts'
import { html, type Markup } from './markup.ts'
import type { ReportColumn } from './report-columns.ts'
import { statusMark } from './status-mark.ts'

const levels = ['MUST', 'SHOULD'] as const satisfies readonly Level[]

/** Verdict and totals of each adapter, what it ran with, and what it declares. */
export function summarySection(columns: readonly ReportColumn[], suiteCases: number): Markup {
  return html`<section aria-labelledby="summary">
<h2 id="summary">Adapters</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Totals per adapter"><table class="summary">
<thead><tr><th scope="col" rowspan="2">Adapter</th><th scope="col" rowspan="2">Verdict</th>
${levels.map((level) => html`<th scope="colgroup" colspan="4" class="first">${level}</th>`)}
<th scope="col" rowspan="2" class="first">Passed, by verification</th></tr>
<tr>${levels.map(
    () =>
      html`<th scope="col" class="first">passed</th><th scope="col">failed</th><th scope="col">n/a</th><th scope="col">not-ex.</th>`,
  )}</tr></thead>
<tbody>${columns.map((column) => totalsRow(column, suiteCases))}</tbody>
</table></div>
<details><summary>Versions, browser and capabilities</summary>
<div class="runs">${columns.map(({ name, run, manual }) => (run ? runCard(name, run) : manual ? manualCard(name, manual) : null))}</div></details>
</section>`
}

function totalsRow({ name, run, manual }: ReportColumn, suiteCases: number): Markup {
  if (manual) return manualRow(name, manual)
  if (!run) {
    return html`<tr><th scope="row">${name}</th><td>${statusMark('not-run')}</td>${levels.map(() => html`<td class="first number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td>`)}<td class="first">–</td></tr>`
  }
  const passed = run.cases.filter(({ status }) => status === 'passed')
  const kinds = (['live', 'real-server', 'real-sdk', 'scripted'] as const).flatMap((kind) => {
    const count = passed.filter(({ verification }) => verification === kind).length
    return count > 0 ? [`${count} ${kind}`] : []
  })
  return html`<tr><th scope="row">${name}${run.version && html` <span class="muted">${run.version}</span>`}</th>
<td>${verdictMark(verdictOf(run, suiteCases))}</td>
${levels.map((level) => {
  const counts = countStatuses(run.cases.filter((result) => result.level === level))
  return html`<td class="first number">${counts.passed}</td>${countCell(counts.failed, 'failed')}${countCell(counts['not-applicable'], 'not-applicable')}${countCell(counts['not-exercised'], 'not-exercised')}`
})}<td class="first">${kinds.join(', ') || 'none'}</td></tr>`
}

function manualRow(name: string, manual: ManualRun): Markup {
  const count = (level: Level, status: string) =>
    manual.cases.filter((result) => result.level === level && result.status === status).length
  const passed = manual.cases.filter(({ status }) => status === 'passed').length
  return html`<tr><th scope="row">${name}</th><td>${manualMark(manual)}</td>
${levels.map((level) => html`<td class="first number">${count(level, 'passed')}</td>${countCell(count(level, 'failed'), 'failed')}<td class="number muted">0</td>${countCell(count(level, 'not-exercised'), 'not-exercised')}`)}<td class="first">${passed > 0 ? `${passed} by hand` : 'none'}</td></tr>`
}

function manualMark(manual: ManualRun): Markup {
  if (!manual.sheet) return statusMark('not-run', 'not-run: no result of a manual sheet')
  const { failed, open } = manualVerdict(manual)
  if (failed.length > 0) return statusMark('failed', `${failed.length} MUST failed by hand`)
  return open.length > 0
    ? statusMark('not-exercised', `${open.length} MUST not done`)
    : statusMark('passed', 'every MUST passed by hand')
}

function manualCard(name: string, { sheet, cases }: ManualRun): Markup {
  const facts: readonly (readonly [string, string])[] = sheet
    ? [
        ['Adapter', sheet.adapterVersion ?? 'no version'],
        ['Suite', sheet.suite],
        ['Device', sheet.device],
        ['System', sheet.system],
        ['Browser', sheet.browser],
        ['Tester', sheet.tester || 'not named'],
        ['Saved', dateText(sheet.savedAt)],
      ]
    : [['Not run', `${cases.length} cases by hand: no result of a manual sheet was imported`]]
  return html`<article><h3>${name}</h3>
<dl>${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl></article>`
}

function countCell(count: number, status: 'failed' | 'not-applicable' | 'not-exercised'): Markup {
  return html`<td class="number ${count > 0 ? `mark ${status}` : 'muted'}">${count}</td>`
}

function verdictMark(verdict: Verdict): Markup {
  switch (verdict.verdict) {
    case 'conforms':
      return statusMark('passed', 'conforms')
    case 'fails':
      return statusMark('failed', `does not conform: ${verdict.failed.length} MUST failed`)
    case 'incomplete':
      return statusMark('not-exercised', `not proven: ${gapsOf(verdict).join(', ') || 'no MUST was run'}`)
    default:
      return verdict.verdict satisfies never
  }
}

function runCard(name: string, run: ConformanceRun): Markup {
  const facts: readonly (readonly [string, string])[] = [
    ['Adapter', run.version ?? 'no version'],
    ['SDK', run.sdk ? `${run.sdk.package} ${run.sdk.version}` : 'none'],
    ['SDK hash', run.sdk?.hash ?? 'none'],
    ['Browser', run.browser],
    ['System', run.os],
    ['Started', dateText(run.startedAt)],
    ['Took', durationText(run.durationMs)],
    ['Participant-minutes', String(run.participantMinutes)],
    ['Seed', String(run.seed)],
  ]
  return html`<article><h3>${name}</h3>
<dl>${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<details><summary>Capabilities of ${name}</summary><pre tabindex="0" role="region" aria-label="Capabilities of ${name}">${JSON.stringify(run.capabilities, null, 2) ?? 'none'}</pre></details></article>`
}

/** Minutes, in UTC, so that a report reads the same everywhere. */
export function dateText(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function durationText(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
