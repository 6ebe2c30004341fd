import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleCase, samplePng, sampleReport, sampleRun } from './sample-report.ts'
import { writeReport } from './write-report.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-report-'))
})
afterEach(() => rm(folder, { recursive: true }))

const evidence = {
  trace: ['from 192.0.2.7'],
  console: ['known-secret-of-a-grant'],
  screenshots: [{ page: 'A', image: samplePng }],
}
const report = sampleReport([sampleRun([sampleCase({ status: 'failed', reason: 'token=abc123 refused', evidence })])])

describe('writeReport', () => {
  it('writes three files, makes the folder, and leaves nothing else', async () => {
    const target = join(folder, 'deep/reports')
    const paths = await writeReport(report, target)
    expect((await readdir(target)).sort()).toEqual(['conformance.html', 'conformance.json', 'conformance.xml'])
    expect(JSON.parse(await readFile(paths.json, 'utf8')).runs[0].adapter).toBe('livekit')
    expect(await readFile(paths.xml, 'utf8')).toContain('<testsuite name="livekit"')
    expect(await readFile(paths.html, 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('redacts what came from pages in all three, and keeps pictures', async () => {
    const paths = await writeReport(report, folder, { secrets: ['known-secret-of-a-grant'] })
    for (const path of Object.values(paths)) {
      const text = await readFile(path, 'utf8')
      expect(text).not.toMatch(/abc123|192\.0\.2\.7|known-secret/)
      expect(text).toContain('token=[redacted] refused')
    }
    expect(JSON.parse(await readFile(paths.json, 'utf8')).runs[0].cases[0].evidence.screenshots).toEqual(
      evidence.screenshots,
    )
  })

  it('replaces an older report', async () => {
    await writeReport(report, folder)
    const { json } = await writeReport(sampleReport([]), folder)
    expect(JSON.parse(await readFile(json, 'utf8')).runs).toEqual([])
  })

  it('lets readers see only whole files while it writes', async () => {
    const { json } = await writeReport(report, folder)
    let writing = true
    const written = Promise.all(Array.from({ length: 20 }, () => writeReport(report, folder))).finally(() => {
      writing = false
    })
    let reads = 0
    while (writing) {
      JSON.parse(await readFile(json, 'utf8'))
      reads += 1
    }
    await written
    expect(reads).toBeGreaterThan(0)
    expect(await readdir(folder)).toHaveLength(3)
  })

  it('leaves no temporary file when it fails', async () => {
    await mkdir(join(folder, 'conformance.json/in-the-way'), { recursive: true })
    await expect(writeReport(report, folder)).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['conformance.json'])
  })
})
