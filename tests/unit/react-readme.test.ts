// @vitest-environment happy-dom
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { FakeAdapter, fakeGrant } from '@televid/core/testing'
import { act, cleanup, render } from '@testing-library/react'
import { createElement, type FunctionComponent, StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { markedBlock } from '../bench/marked-block.ts'

const root = join(import.meta.dirname, '../..')
const provider = vi.hoisted(() => ({ adapter: null as unknown }))
vi.mock('@televid/adapter-p2p', () => provider)

let folder = ''
beforeAll(async () => {
  // Below the repository, so that the packages resolve.
  await mkdir(join(root, 'reports'), { recursive: true })
  folder = await mkdtemp(join(root, 'reports/react-readme-'))
  const readme = await readFile(join(root, 'packages/react/README.md'), 'utf8')
  for (const name of ['call', 'grid', 'visit', 'test'] as const) {
    const { language, code } = markedBlock(readme, name)
    expect(language).toBe('tsx')
    await writeFile(join(folder, `${name}.tsx`), `/** @jsxRuntime automatic */\n${code}\n`)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  window.location.hash = ''
})

/** A control plane that takes one invite and grants a room on p2p. */
function controlPlane(invite: string): string[] {
  const requests: string[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push(new URL(url, 'http://localhost').pathname)
    if (!url.endsWith('/invites/exchange'))
      return Response.json(
        url.endsWith('/grant')
          ? { status: 'granted', grant: fakeGrant({ provider: 'p2p', room: 'visit-readme' }) }
          : {},
      )
    expect(JSON.parse(String(init.body))).toEqual({ secret: invite })
    return Response.json({ session: 'session-of-a-test', room: 'visit-readme' })
  })
  return requests
}

test('the blocks pass the compiler as they are printed', { timeout: 120_000 }, async () => {
  const compilerOptions = { jsx: 'react-jsx', lib: ['es2023', 'dom', 'dom.iterable'], noUnusedLocals: false }
  const config = join(folder, 'tsconfig.json')
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.tsx'] }),
  )
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', config], { encoding: 'utf8' })
  expect(stdout).toBe('')
})

test('the call and the page around it join, show who is there, and leave', async () => {
  const fake = new FakeAdapter({ vendor: 'p2p' })
  provider.adapter = fake.adapter
  fake.remoteJoins('ana').publishes('camera')
  const requests = controlPlane('secret-of-a-test')
  const { Visit } = (await import(join(folder, 'visit.tsx'))) as { readonly Visit: FunctionComponent }
  const { container, unmount } = render(createElement(StrictMode, null, createElement(Visit)))
  expect(container.textContent).toBe('Open the link you were sent.')

  act(() => {
    window.location.hash = '#room=visit-readme&invite=secret-of-a-test'
    window.dispatchEvent(new Event('hashchange'))
  })
  const labels = () => [...container.querySelectorAll('video')].map((video) => video.getAttribute('aria-label'))
  await act(() => vi.waitFor(() => expect(labels()).toEqual(['Other person', 'You'])))
  expect([fake.joins, requests.filter((path) => path.endsWith('/grant')).length]).toEqual([1, 1])
  unmount()
  await vi.waitFor(() => expect(fake.left).toBe(1))
})

test('the test of an app passes', async () => {
  const { showsWhoIsThere } = (await import(join(folder, 'test.tsx'))) as { showsWhoIsThere(): Promise<void> }
  await showsWhoIsThere()
})
