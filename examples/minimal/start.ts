import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { TelevidError } from '@televid/core'
import { createControlPlane, p2p } from '@televid/server'
import { serve } from '@televid/server/node'
import { createServer as createVite, type Plugin } from 'vite'

const help = `Starts a control plane and the minimal example on this machine, and prints invite links.

  npm start [-- options]

  --port N     port, default 8787 or the environment's PORT
  --host H     address to listen on, default 127.0.0.1 or the environment's HOST
  --data DIR   where rooms and sessions are kept, default .televid
  --guests N   how many guest links to print, default 1
  --help       this text

While it runs: Enter prints new links (each works once), Ctrl+C stops.`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '8787' },
    host: { type: 'string', default: process.env.HOST ?? '127.0.0.1' },
    data: { type: 'string', default: '.televid' },
    guests: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Without vowels no words, without digits no dates. */
const letters = 'bcdfghjkmnpqrstvwxz'

/** The page opens what the call needs and nothing else: no socket of a development server. */
const withoutReload: Plugin = {
  name: 'without-reload',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/<script type="module" src="\/@vite\/client"><\/script>\s*/, ''),
  },
}

async function main(): Promise<void> {
  if (values.help) return console.log(help)
  const controlPlane = createControlPlane({
    mode: 'development',
    handlesPhi: false,
    provider: 'p2p',
    providers: { p2p: p2p() },
    store: { folder: values.data },
  })
  const vite = await createVite({
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    appType: 'mpa',
    resolve: { conditions: ['@televid/source', 'module', 'browser', 'development'] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    plugins: [withoutReload],
  })
  const server = await serve(controlPlane, {
    port: numberOption('port', values.port, 65_535),
    host: values.host,
    fallback: (request, response) => vite.middlewares(request, response),
  })

  const links = async () => {
    const room = `visit-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`
    await controlPlane.rooms.ensure({ room })
    const link = async (role: string, fake: boolean) => {
      const { fragment } = await controlPlane.invites.create({ room, role })
      return `${server.url}/${fake ? '?fake' : ''}${fragment}`
    }
    console.log(`\nRoom ${room}. Open one link per window; each works once. The host lets the guest in.\n`)
    for (const [label, role] of [
      ['Host ', 'host'],
      ...Array.from({ length: numberOption('guests', values.guests, 20) }, () => ['Guest', 'guest'] as const),
    ] as const) {
      console.log(`  ${label}  with your camera     ${await link(role, false)}`)
      console.log(`         synthetic camera     ${await link(role, true)}`)
    }
    if (!loopback.has(values.host)) {
      console.log(
        `\nBrowsers give camera and microphone to https and localhost only: for other machines put a TLS proxy in front of port ${server.port}.`,
      )
    }
    console.log('\nEnter: new links.  Ctrl+C: stop.')
  }
  await links()
  if (process.stdin.isTTY) process.stdin.on('data', () => void links())

  const stop = async () => {
    await server.close()
    await vite.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function numberOption(name: string, value: string, largest: number): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 0 && number <= largest) return number
  throw new TelevidError('invalid-argument', `--${name} is "${value}". Give a number from 0 to ${largest}.`)
}

try {
  await main()
} catch (error) {
  // One line that says what to do; everything else is a bug and keeps its stack.
  if (!TelevidError.isInstance(error)) throw error
  console.error(error.message)
  process.exit(1)
}
