import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleCase, sampleReport, sampleRun } from './sample-report.ts'
import { toJunit } from './to-junit.ts'

/** A strict reader of the XML that is written here: throws at whatever is not well-formed, gives the elements. */
function readXml(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u
  if (illegal.test(xml)) throw new Error('a character that XML 1.0 does not have')
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = []
  const open: (typeof elements)[number][] = []
  const body = xml.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '')
  const part = /<\/([a-z-]+)>|<([a-z-]+)((?: [a-z-]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  for (let match = part.exec(body); match; match = part.exec(body)) {
    const [, closed, name, list = '', empty, text] = match
    if (closed && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`)
    if (name) {
      const pairs = [...list.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        decodeEntities(value),
      ])
      const element = { name, attributes: Object.fromEntries(pairs), text: '' }
      elements.push(element)
      if (!empty) open.push(element)
    }
    const around = open.at(-1)
    if (text && around) around.text += decodeEntities(text)
    if (part.lastIndex === body.length) return open.length === 0 ? elements : fail('an element is not closed')
  }
  return fail('no XML')
}

function fail(message: string): never {
  throw new Error(message)
}

function decodeEntities(text: string): string {
  return text.replace(/&([^;]*);?/g, (all, name) => {
    const known: Record<string, string> = {
      amp: '&',
      lt: '<',
      gt: '>',
      quot: '"',
      '#9': '\t',
      '#10': '\n',
      '#13': '\r',
    }
    return known[name] ?? fail(`${all} is no entity`)
  })
}

describe('toJunit', () => {
  const xml = toJunit(
    sampleReport([
      sampleRun([
        sampleCase(),
        sampleCase({
          id: 'join/twice',
          status: 'failed',
          reason: 'two & <three>',
          evidence: { trace: ['A joined'], console: ['[error] x'], screenshots: [] },
        }),
        sampleCase({
          id: 'stats/a',
          level: 'SHOULD',
          status: 'not-applicable',
          reason: 'stats',
          verification: 'scripted',
        }),
        sampleCase({ id: 'fault/a', status: 'not-exercised', reason: 'no stimulus cutMedia' }),
      ]),
      sampleRun([sampleCase()], { adapter: 'p2p', sdk: null, version: null }),
    ]),
  )
  const elements = readXml(xml)
  const named = (name: string) => elements.filter((element) => element.name === name)
  const property = (name: string) =>
    named('property')
      .filter(({ attributes }) => attributes.name === name)
      .map(({ attributes }) => attributes.value)

  it('has one suite per run with its totals, and one test case per case', () => {
    expect(named('testsuite').map(({ attributes }) => attributes)).toEqual([
      {
        name: 'livekit',
        tests: '4',
        failures: '1',
        errors: '0',
        skipped: '2',
        time: '61.500',
        timestamp: '2026-03-04T05:06:07.000Z',
      },
      {
        name: 'p2p',
        tests: '1',
        failures: '0',
        errors: '0',
        skipped: '0',
        time: '61.500',
        timestamp: '2026-03-04T05:06:07.000Z',
      },
    ])
    expect(named('testcase').map(({ attributes }) => attributes.name)).toEqual([
      'join/alone',
      'join/twice',
      'stats/a',
      'fault/a',
      'join/alone',
    ])
    expect(named('testcase')[0]?.attributes).toEqual({ name: 'join/alone', classname: 'livekit.join', time: '1.250' })
    expect(named('testsuites')[0]?.attributes).toMatchObject({
      tests: '5',
      failures: '1',
      skipped: '2',
      time: '123.000',
    })
  })

  it('tells why a case failed or was skipped', () => {
    expect(named('failure').map(({ attributes }) => attributes)).toEqual([{ message: 'two & <three>', type: 'MUST' }])
    expect(named('failure')[0]?.text).toBe('What join/twice says is true.\ntwo & <three>\nbreaks: inv. 1')
    expect(named('skipped').map(({ attributes }) => attributes.message)).toEqual([
      'not-applicable: stats',
      'not-exercised: no stimulus cutMedia',
    ])
    expect(named('system-out').map(({ text }) => text)).toEqual(['A joined\n[error] x'])
  })

  it('carries adapter, SDK, browser, verification and level', () => {
    expect(property('adapter')).toEqual(['livekit', 'p2p'])
    expect(property('sdk')).toEqual(['livekit-client@2.15.1', 'none'])
    expect(property('browser')).toEqual(['chromium 140.0.7339.80', 'chromium 140.0.7339.80'])
    expect(property('level')).toEqual(['MUST', 'MUST', 'SHOULD', 'MUST', 'MUST'])
    expect(property('verification')).toEqual(['real-server', 'real-server', 'scripted', 'real-server', 'real-server'])
  })

  it('is well-formed for any text, and the text comes back', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        fc.constantFrom('<', '&', '"', ']]>', '\0', '\x1b', '\n', '\r', '\ufffe', '\ud800'),
      ),
    })
    fc.assert(
      fc.property(text, text, (reason, title) => {
        const read = readXml(
          toJunit(sampleReport([sampleRun([sampleCase({ status: 'failed', reason, title })], { adapter: title })])),
        )
        const legal = [...reason]
          .map((char) =>
            /[\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(char) ? char : '\ufffd',
          )
          .join('')
        expect(read.find(({ name }) => name === 'failure')?.attributes.message).toBe(legal)
      }),
      { numRuns: 500 },
    )
  })
})
