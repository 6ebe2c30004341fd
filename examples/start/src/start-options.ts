import { parseArgs } from 'node:util'
import { TelevidError } from '@televid/core'
import { type ExampleName, exampleNames } from './example.ts'

export const help = `Builds an example, serves it beside a control plane on this machine, and prints invite links.

  npm start [-- options]

  --example E  ${exampleNames.join(' or ')}, default ${exampleNames[0]}
  --lan        https for other devices on your network: makes a certificate, shows a QR code for a phone
  --port N     port, default 8787 or the environment's PORT
  --host H     address to listen on, default 127.0.0.1 or the environment's HOST; not with --lan
  --data DIR   where rooms, sessions and the certificate are kept, default .televid
  --guests N   how many guest links to print, default 1
  --help       this text

The provider is what televid.config.json or TELEVID_PROVIDER names, else p2p; the page must be able to load its adapter.

While it runs: Enter prints new links (each works once), Ctrl+C stops.`

export interface StartOptions {
  readonly help: boolean
  readonly example: ExampleName
  /** Listen on every address, with TLS. */
  readonly lan: boolean
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  /** Folder. */
  readonly data: string
  /** Number of guest links. */
  readonly guests: number
}

/**
 * @param flags without Node and script
 * @throws TelevidError `invalid-argument`, one line
 */
export function readStartOptions(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const values = parse(flags)
  if (values.lan && values.host !== undefined) {
    throw new TelevidError(
      'invalid-argument',
      '--lan listens on every address of this machine. Leave out --host, or leave out --lan.',
    )
  }
  return {
    help: values.help,
    example: exampleOption(values.example),
    lan: values.lan,
    port: numberOption('port', values.port ?? environment.PORT ?? '8787', 0, 65_535),
    host: values.lan ? '0.0.0.0' : (values.host ?? environment.HOST ?? '127.0.0.1'),
    data: values.data,
    guests: numberOption('guests', values.guests, 1, 20),
  }
}

function parse(flags: readonly string[]) {
  try {
    return parseArgs({
      args: [...flags],
      options: {
        example: { type: 'string', default: exampleNames[0] },
        lan: { type: 'boolean', default: false },
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string', default: '.televid' },
        guests: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    // Node's message goes on with hints about positional arguments, of which there are none.
    const [problem = 'The options cannot be read'] = (error as Error).message.split(/[.\n]/, 1)
    throw new TelevidError('invalid-argument', `${problem}. See "npm start -- --help".`, { cause: error })
  }
}

function exampleOption(value: string): ExampleName {
  const found = exampleNames.find((name) => name === value)
  if (found !== undefined) return found
  throw new TelevidError('invalid-argument', `There is no example "${value}". Choose ${exampleNames.join(' or ')}.`)
}

function numberOption(name: string, value: string, smallest: number, largest: number): number {
  if (/^\d{1,5}$/.test(value) && Number(value) >= smallest && Number(value) <= largest) return Number(value)
  throw new TelevidError('invalid-argument', `--${name} is "${value}". Give a number from ${smallest} to ${largest}.`)
}
