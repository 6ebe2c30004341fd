// @ts-check
/** Started by start.mjs, which sets up Node for TypeScript sources. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { formatInviteFragment } from '@televid/core/protocol'
import { createControlPlane, p2p } from '@televid/server'
import { serve } from '@televid/server/node'
import { createServer as createVite, defaultClientConditions } from 'vite'

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

try {
  await start()
} catch (error) {
  // A TelevidError says in one line what happened and what to do; of anything else the place matters too.
  const { name, message, stack } = /** @type {Error} */ (error)
  console.error(name === 'TelevidError' ? message : stack)
  process.exit(1)
}

async function start() {
  const { values } = parseArgs({ options: { lobby: { type: 'boolean', default: false } } })
  const port = readPort(process.env.PORT ?? '8080')
  const host = process.env.HOST ?? '127.0.0.1'

  const vite = await createVite({
    root: 'examples/minimal',
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
    resolve: { conditions: ['@televid/source', ...defaultClientConditions] },
  })
  const controlPlane = await createControlPlane({
    mode: 'development',
    handlesPhi: false,
    provider: 'p2p',
    providers: { p2p: p2p() },
  })
  const server = await serve(controlPlane, { port, host, fallback: vite.middlewares })

  const room = `visit-${Array.from({ length: 8 }, () => 'bcdfghjkmnpqrstvwxz'[randomInt(19)]).join('')}`
  await controlPlane.rooms.ensure({ room, lobby: values.lobby })
  console.log('\nA call for two. Open one link of each in two windows; ?fake needs no camera and no microphone.\n')
  for (const [role, displayName] of /** @type {const} */ ([
    ['host', 'Host'],
    ['guest', 'Guest'],
  ])) {
    for (const query of ['', '?fake']) {
      // Each link has an invite of its own, because an invite works once.
      const { secret } = await controlPlane.invites.create({ room, role, identity: role, displayName })
      const fragment = formatInviteFragment({ room, invite: secret })
      console.log(
        `  ${`${displayName}${query && ', synthetic'}`.padEnd(17)} http://localhost:${server.port}/${query}${fragment}`,
      )
    }
  }
  if (!loopback.has(host)) {
    console.log(
      `\nBrowsers give camera and microphone to https and localhost only: for other machines put a TLS proxy in front of ${host}:${server.port}.`,
    )
  }
  console.log('\nStop with Ctrl-C.')

  let stopping = false
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, async () => {
      if (stopping) return
      stopping = true
      await server.close()
      await vite.close()
      process.exit()
    })
  }
}

/** @param {string} value */
function readPort(value) {
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  console.error(`PORT is "${value}", which is not a port. Set a number from 0 to 65535, e.g. PORT=8081 npm start.`)
  process.exit(1)
}
