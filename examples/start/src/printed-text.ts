import { type ExampleName, roleNames } from './example.ts'
import type { InvitedRoom } from './invite-links.ts'
import { qrCode } from './qr-code.ts'
import type { TerminalStyle } from './terminal-style.ts'

/** The links of a room, aligned. */
export function linksText({ room, links }: InvitedRoom, example: ExampleName, style: TerminalStyle): string {
  const names = roleNames[example]
  const width = Math.max(names.host.length, names.guest.length)
  const rows = links.flatMap(({ role, own, synthetic }) => [
    `  ${style.bold(names[role].padEnd(width))}  ${style.dim('your camera     ')}  ${own}`,
    `  ${' '.repeat(width)}  ${style.dim('synthetic camera')}  ${synthetic}`,
  ])
  const rule = `One link per window; each works once. The ${names.host.toLowerCase()} lets the ${names.guest.toLowerCase()} in.`
  return [`${style.bold(`Room ${room}`)}  ${style.dim(rule)}`, '', ...rows].join('\n')
}

/** For the phone: the guest's link as a QR code, and what to answer to the warning that comes first. */
export function phoneText({ links }: InvitedRoom, example: ExampleName, style: TerminalStyle): string {
  const link = links.find(({ role }) => role === 'guest')?.own
  if (link === undefined) return ''
  const host = new URL(link).hostname
  const name = roleNames[example].guest
  return [
    `${style.bold(`${name} on a phone`)}  ${style.dim(`Scan this in the same network; it is the ${name.toLowerCase()}'s first link above.`)}`,
    '',
    style.lightOnDark(qrCode(link)),
    '',
    'The phone warns that the connection is not private, because this machine signed its certificate itself.',
    `  Chrome   tap "Advanced", then "Proceed to ${host} (unsafe)"`,
    '  Safari   tap "Show Details", then "visit this website"',
    'Accept it for this try only: a production deployment needs a real certificate, from a public authority.',
  ].join('\n')
}

/** Every address of the page, where there is more than one. */
export function addressesText(addresses: readonly string[], local: string, style: TerminalStyle): string {
  const rows = [
    ...addresses.map((address, index) => [address, index === 0 ? 'in the links below' : 'put it into a link instead']),
    [local, 'on this machine only'],
  ]
  const width = Math.max(...rows.map(([address = '']) => address.length))
  return [
    style.bold('On your network'),
    ...rows.map(([address = '', note = '']) => `  ${address.padEnd(width)}  ${style.dim(note)}`),
  ].join('\n')
}

/** For `--host` without `--lan`. */
export function proxyText(port: number): string {
  return `Browsers give camera and microphone to https and localhost only: for other machines use --lan, or put a TLS proxy in front of port ${port}.`
}
