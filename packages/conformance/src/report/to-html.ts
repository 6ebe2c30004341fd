import type { ConformanceReport } from './conformance-report.ts'
import { html } from './html/markup.ts'
import { matrixSection } from './html/matrix-section.ts'
import { pageScript } from './html/page-script.ts'
import { pageStyle } from './html/page-style.ts'
import { reportColumns } from './html/report-columns.ts'
import { reportData } from './html/report-data.ts'
import { selfContainedPage } from './html/self-contained-page.ts'
import { dateText, summarySection } from './html/summary-section.ts'

/** The providers the cases are written for. */
const allAdapters = ['p2p', 'livekit', 'twilio', 'daily', 'vonage']

/**
 * The matrix of adapters and cases.
 *
 * @param adapters columns to show in any case; those without a run say `not-run`
 */
export function toHtml(report: ConformanceReport, adapters: readonly string[] = allAdapters): string {
  const columns = reportColumns(report, adapters)
  const { name, version, cases } = report.suite
  const started = report.runs.map(({ startedAt }) => startedAt).sort()[0]
  const browsers = [...new Set(report.runs.map(({ browser, os }) => `${browser} on ${os}`))]
  const facts = [`${name} ${version}`, `${cases} cases`, ...(started ? [dateText(started)] : []), ...browsers]
  const body = html`<header><div><h1>Conformance of TeleVid adapters</h1><p>${facts.join(' · ')}</p></div>
<label>Colors <select id="theme"><option value="">as the system</option><option value="light">light</option><option value="dark">dark</option></select></label></header>
<main>
<noscript><p>Filters and details need JavaScript; the tables do not.</p></noscript>
${summarySection(columns, cases)}
${matrixSection(columns)}
</main>
<dialog id="details" aria-labelledby="details-title"><h2 id="details-title"></h2><div id="details-body"></div>
<div class="bar"><button type="button" id="previous">Previous problem</button><button type="button" id="next">Next problem</button><button type="button" id="close" autofocus>Close</button><span id="details-note" role="status"></span></div></dialog>`
  return selfContainedPage({
    title: 'Conformance of TeleVid adapters',
    style: pageStyle,
    script: pageScript,
    data: { id: 'data', json: reportData(columns) },
    body,
  })
}
