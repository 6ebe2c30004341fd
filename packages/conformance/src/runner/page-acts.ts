import type { Stimuli, Subject } from '../harness/stimuli.ts'
import type { PageHost } from './page-host.ts'
import type { PersonPage } from './person-page.ts'

/** Stimuli that the suite does in its own pages, on benches whose harness does not do them itself. */
export function pageActs(
  host: PageHost,
  sdk: string | undefined,
  pages: ReadonlySet<PersonPage>,
): Pick<Stimuli, 'rawPacket'> & Partial<Pick<Stimuli, 'hideSdk'>> {
  const pageOf = ({ room, identity }: Subject): PersonPage => {
    for (const page of pages) if (page.room === room && page.identity === identity) return page
    throw new Error(`${identity} has no page in ${room}.`)
  }
  return {
    async rawPacket(subject, packets) {
      await pageOf(subject).page.evaluate(
        async (all) => {
          const messages = window.conformance.session?.messages
          if (!messages) throw new Error('The session of this page takes no messages.')
          for (const packet of all) {
            const bytes = Uint8Array.from(atob(packet), (letter) => letter.charCodeAt(0))
            await messages.send(bytes, { to: null, reliable: true })
          }
        },
        packets.map((packet) => Buffer.from(packet).toString('base64')),
      )
    },
    ...(sdk !== undefined && {
      async hideSdk(subject: Subject) {
        const { page } = pageOf(subject)
        const parts = new Set((await host.split()).partsWith(`node_modules/${sdk}/`))
        const hidden = ({ pathname }: URL) => parts.has(pathname)
        await page.route(hidden, (route) => route.fulfill({ status: 404 }))
        return () => page.unroute(hidden)
      },
    }),
  }
}
