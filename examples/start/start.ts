import { TelevidError } from '@televid/core'
import { createControlPlane } from '@televid/server'
import { loadControlPlaneConfig, serve } from '@televid/server/node'
import { securityHeaders } from '../visit/security-headers.ts'
import { buildExample } from './src/build-example.ts'
import type { ExampleName } from './src/example.ts'
import { inviteToNewRoom } from './src/invite-links.ts'
import { isThisMachine } from './src/is-this-machine.ts'
import { prepareLan } from './src/lan-setup.ts'
import { addressesText, linksText, phoneText, proxyText } from './src/printed-text.ts'
import { help, readStartOptions } from './src/start-options.ts'
import { notYet, staticPages } from './src/static-pages.ts'
import { terminalStyle } from './src/terminal-style.ts'

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env)
  if (options.help) return console.log(help)
  const style = terminalStyle(process.stdout.isTTY, process.env)
  const lan = options.lan ? await prepareLan(options.data, process.env) : null
  const config = await loadControlPlaneConfig()
  const controlPlane = createControlPlane({
    mode: 'development',
    handlesPhi: false,
    ...config,
    store: { folder: options.data },
    ...(lan === null || lan.secret === null ? {} : { secret: lan.secret }),
  })
  const headers = securityHeaders(controlPlane.browserOrigins)
  let pages = notYet(headers)
  // Before the build: a taken port or folder is said at once, and nothing of what another process serves is built anew.
  const server = await serve(controlPlane, {
    port: options.port,
    host: options.host,
    fallback: (request, response) => pages(request, response),
    ...(lan === null ? {} : { tls: lan.tls }),
  })
  stopOnSignals(() => server.close())
  try {
    pages = staticPages(await build(options.example), headers)
  } catch (error) {
    await server.close()
    throw error
  }

  const addresses = lan?.addresses.map((address) => `https://${address}:${server.port}`) ?? []
  const print = async () => {
    const invited = await inviteToNewRoom(controlPlane, addresses[0] ?? server.url, options.guests)
    const parts = [
      ...(lan === null ? [] : [addressesText(addresses, server.url, style)]),
      linksText(invited, options.example, style),
      ...(lan === null ? [] : [phoneText(invited, options.example, style)]),
      ...(lan !== null || isThisMachine(options.host) ? [] : [proxyText(server.port)]),
      `${style.bold('Enter')} new links   ${style.bold('Ctrl+C')} stop`,
    ]
    console.log(`\n${parts.join('\n\n')}`)
  }
  await print()
  if (process.stdin.isTTY) process.stdin.on('data', () => void print())
}

async function build(example: ExampleName): Promise<string> {
  const started = performance.now()
  process.stdout.write(`Building the example "${example}" … `)
  try {
    const folder = await buildExample(example)
    console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`)
    return folder
  } catch (error) {
    console.log('failed')
    throw error
  }
}

/** A terminal signals this process and its parent, which passes the signal on: it may come twice. */
function stopOnSignals(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void close().then(() => process.exit(0)))
}

try {
  await main()
} catch (error) {
  // One line that says what to do; everything else is a bug and keeps its stack.
  if (!TelevidError.isInstance(error)) throw error
  console.error(error.message)
  process.exit(1)
}
