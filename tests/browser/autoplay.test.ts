import { readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { chromiumFlags } from '../../packages/conformance/src/runner/chromium-flags.ts'
import { Participant } from '../bench/participant.ts'
import { guest, host } from '../bench/person.ts'
import { useVisit } from '../bench/use-visit.ts'
import { join, snapshot, voices } from '../bench/visit-calls.ts'
import { waitFor } from '../bench/wait-for.ts'

const visit = useVisit()
let strict: Browser

// The bench's own Chromium plays without a gesture, so this one needs its own.
beforeAll(async () => {
  const args = chromiumFlags.filter((flag) => !flag.startsWith('--autoplay-policy'))
  strict = await chromium.launch({
    executablePath: inject('chromiumPath'),
    args: [...args, '--autoplay-policy=document-user-activation-required'],
  })
})
afterAll(() => strict?.close())

test('sound that the browser blocks is said once, and comes with a click', async () => {
  const room = await visit.createRoom()
  const speaker = await visit.open(room, host)
  await join(speaker)
  const injected = await readFile(joinPath(inject('benchFolder'), 'injected.js'), 'utf8')
  const listener = await Participant.open(strict, injected, { name: guest.identity, url: 'about:blank' })
  // By itself and told by the console: what playwright evaluates in a page counts as a gesture of the user. Without a
  // capture of its own, because a page that captures may play.
  await listener.context.addInitScript(() =>
    window.addEventListener('load', () => {
      const { events, room } = window.visit
      room.on('audioPlaybackChanged', (blocked) => {
        events.push(`audio ${blocked ? 'blocked' : 'plays'}`)
        console.log(events.at(-1))
      })
      const button = document.body.appendChild(document.createElement('button'))
      button.textContent = 'Sound'
      button.onclick = () => room.audio.resume()
      window.visit.start('join', () => room.join())
    }),
  )
  await listener.page.goto(await visit.link(room, guest))
  await waitFor('the block', () => listener.log.includes('log: audio blocked'))
  await listener.page.getByRole('button', { name: 'Sound' }).click()
  await waitFor('the voice, once', async () => (await voices(listener, [host]))[host.identity] === 1)
  expect((await snapshot(listener)).audio.blocked).toBe(false)
  const said = await listener.page.evaluate(() => window.visit.events.filter((event) => event.startsWith('audio ')))
  expect(said).toEqual(['audio blocked', 'audio plays'])
})
