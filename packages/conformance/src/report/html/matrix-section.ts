import { groupCases } from '../group-cases.ts'
import { html, type Markup } from './markup.ts'
import type { ColumnResult, ReportColumn } from './report-columns.ts'
import { cellStatuses, statusMark } from './status-mark.ts'

/** The table of cases by adapters. Every cell is a button; the script opens its details and moves between cells. */
export function matrixSection(columns: readonly ReportColumn[]): Markup {
  const groups = groupCases(casesOf(columns))
  return html`<section aria-labelledby="cases">
<h2 id="cases">Cases</h2>
${filters(columns, [...groups.keys()])}
<p class="muted keys">Arrow keys, Home and End move between cells; Enter shows what is behind one.</p>
<div class="matrix"><table role="grid" aria-labelledby="cases" id="matrix">
<thead><tr><th scope="col">Case</th><th scope="col">Level</th>${columns.map(({ name, run }) => html`<th scope="col">${name}${run?.version ? html` <span class="muted">${run.version}</span>` : null}</th>`)}</tr></thead>
${[...groups].map(([group, cases]) => groupBody(group, cases, columns))}
</table></div>
<p id="nothing" hidden>No case matches the filters.</p>
</section>`
}

/** Every case of any run, once, in the order of the first run that has it. */
function casesOf(columns: readonly ReportColumn[]): ColumnResult[] {
  const cases = new Map<string, ColumnResult>()
  for (const column of columns) {
    for (const [id, result] of column.cases) if (!cases.has(id)) cases.set(id, result)
  }
  return [...cases.values()]
}

function filters(columns: readonly ReportColumn[], groups: readonly string[]): Markup {
  return html`<form id="filters" class="filters" role="search" aria-label="Filter the cases">
<label>Text <input type="search" name="text" placeholder="id, sentence or reason" autocomplete="off"></label>
<label>Group <select name="group"><option value="">all</option>${groups.map((group) => html`<option>${group}</option>`)}</select></label>
<label>Status <select name="status"><option value="">any</option>${cellStatuses.map((status) => html`<option>${status}</option>`)}<option value="differs">differs between adapters</option></select></label>
<label>in <select name="adapter"><option value="">any adapter</option>${columns.map(({ name }, index) => html`<option value="${index}">${name}</option>`)}</select></label>
<label>Level <select name="level"><option value="">any</option><option>MUST</option><option>SHOULD</option></select></label>
<button type="reset">Clear</button>
<output id="count"></output>
</form>`
}

function groupBody(group: string, cases: readonly ColumnResult[], columns: readonly ReportColumn[]): Markup {
  return html`<tbody data-group="${group}"><tr class="group"><th scope="rowgroup" colspan="2"><button type="button" class="fold" aria-expanded="true" tabindex="-1">${group} <span class="muted">${cases.length}</span></button></th>${columns.map((column) => html`<td>${groupTotals(cases, column)}</td>`)}</tr>
${cases.map((result) => caseRow(result, columns))}</tbody>
`
}

function groupTotals(cases: readonly ColumnResult[], column: ReportColumn): Markup[] {
  const found = cases.map(({ id }) => column.cases.get(id)?.status ?? 'not-run')
  return cellStatuses.flatMap((status) => {
    const count = found.filter((one) => one === status).length
    return count > 0 ? [html`${statusMark(status, String(count))}<span class="hidden"> ${status}</span> `] : []
  })
}

function caseRow({ id, title, level }: ColumnResult, columns: readonly ReportColumn[]): Markup {
  return html`<tr data-level="${level}"><th scope="row"><code>${id}</code><span class="title">${title}</span></th><td><span class="level ${level}">${level}</span></td>${columns.map((column, index) => cell(column, index, id))}</tr>
`
}

function cell({ cases, manual }: ReportColumn, index: number, id: string): Markup {
  const result = cases.get(id)
  const status = result?.status ?? 'not-run'
  const how = status === 'not-run' ? null : `${result?.verification}${manual ? ', by hand' : ''}`
  return html`<td class="cell ${status}" data-status="${status}"><button type="button" data-case="${id}" data-column="${index}" tabindex="-1" aria-haspopup="dialog">${statusMark(status)}${how && html`<span class="verification">${how}</span>`}</button></td>`
}
