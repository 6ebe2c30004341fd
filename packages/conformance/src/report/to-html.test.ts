// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { sampleCase, samplePng, sampleReport, sampleRun } from './sample-report.ts'
import { toHtml } from './to-html.ts'

const parse = (page: string) => new DOMParser().parseFromString(page, 'text/html')
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

describe('toHtml', () => {
  const report = sampleReport([
    sampleRun([
      sampleCase(),
      sampleCase({ id: 'stats/rows', level: 'SHOULD', status: 'not-applicable', reason: 'stats' }),
    ]),
    sampleRun([sampleCase({ status: 'failed', reason: 'two', verification: 'scripted' })], {
      adapter: 'p2p',
      sdk: null,
    }),
    sampleRun([sampleCase()], { adapter: 'acme' }),
  ])
  const page = toHtml(report)
  const document = parse(page)
  const cells = (id: string) => [...document.querySelectorAll(`[data-case="${id}"]`)].map(textOf)

  it('has a column for every known adapter, run or not, then for others', () => {
    const heads = [...document.querySelectorAll('#matrix thead th')].map(textOf)
    expect(heads).toEqual(['Case', 'Level', 'p2p 0.1.0', 'livekit 0.1.0', 'twilio', 'daily', 'vonage', 'acme 0.1.0'])
  })

  it('shows status by symbol and word, with the verification', () => {
    expect(cells('join/alone')).toEqual([
      '✗ failedscripted',
      '✓ passedreal-server',
      '· not-run',
      '· not-run',
      '· not-run',
      '✓ passedreal-server',
    ])
    expect(cells('stats/rows').slice(0, 2)).toEqual(['· not-run', '– not-applicablereal-server'])
  })

  it('gives each adapter a verdict and totals', () => {
    const rows = [...document.querySelectorAll('.summary tbody tr')].map((row) => [...row.children].map(textOf))
    expect(rows[0]?.slice(1, 4)).toEqual(['✗ does not conform: 1 MUST failed', '0', '1'])
    expect(rows[1]?.slice(1)).toEqual(['✓ conforms', '1', '0', '0', '0', '0', '0', '1', '0', '1 real-server'])
    expect(rows[2]?.slice(1, 2)).toEqual(['· not-run'])
    expect(rows[5]?.slice(1, 2)).toEqual(['? not proven: 1 of the cases not run'])
  })

  it('tells versions, SDK hash, browser and date', () => {
    expect(textOf(document.querySelector('header p'))).toBe(
      '@televid/conformance 0.1.0 · 2 cases · 2026-03-04 05:06 UTC · chromium 140.0.7339.80 on linux x64',
    )
    expect(textOf(document.querySelector('.runs'))).toContain('livekit-client 2.15.1SDK hashsha256-3q2+7w==')
  })

  it('loads nothing', () => {
    expect(page).not.toMatch(/(?:src|href)="(?!data:)|url\(|@import|https?:/)
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(
      /^default-src 'none'; img-src data:;/,
    )
  })

  it('shows two runs of one adapter side by side', () => {
    const twice = parse(toHtml(sampleReport([sampleRun([sampleCase()]), sampleRun([sampleCase()])]), ['livekit']))
    expect([...twice.querySelectorAll('#matrix thead th')].slice(2).map(textOf)).toEqual([
      'livekit 0.1.0',
      'livekit (2) 0.1.0',
    ])
  })

  it('lets no text of the report become markup', () => {
    const hostile = `</script><img src=x onerror=alert(1)>"'<!--<script>\u202e`
    const values = { id: `${hostile}/x`, group: hostile, title: hostile, reason: hostile, proves: hostile }
    const bad = { page: hostile, image: 'https://evil.example/x.png' }
    const evidence = { trace: [hostile], console: [hostile], screenshots: [bad, { page: 'A', image: samplePng }] }
    const run = sampleRun([sampleCase({ ...values, status: 'failed', evidence })], {
      adapter: hostile,
      version: hostile,
      browser: hostile,
      os: hostile,
      startedAt: hostile,
      capabilities: { [hostile]: hostile },
      sdk: { package: hostile, version: hostile, hash: hostile },
    })
    const text = toHtml({
      suite: { name: '@televid/conformance', version: hostile, cases: 1 },
      runs: [run],
      manual: [],
    })
    const result = parse(text)
    expect(text).not.toMatch(/<img|onerror=alert\(1\)>"/)
    expect(text.match(/<script|<\/script/g)).toHaveLength(4)
    expect(result.querySelectorAll('img, [onerror]')).toHaveLength(0)
    const data = JSON.parse(result.querySelector('#data')?.textContent ?? '')
    const seen = hostile.replace('\u202e', '\ufffd')
    const id = result.querySelector<HTMLElement>('[data-column="5"]')?.dataset.case ?? ''
    expect(text).not.toContain('\u202e')
    const shown = data.at(-1).cases[id]
    expect(shown).toMatchObject({ reason: seen, trace: [seen] })
    expect(shown.screenshots).toEqual([{ page: 'A', image: samplePng }])
  })
})
