import type { AdapterErrorMeaning } from '@televid/core/adapter'

type Meaning = readonly [code: AdapterErrorMeaning['code'], message: string]

const unreachable: Meaning = ['network', 'LiveKit was not reached. Check the network and join again.']
const outdated: Meaning = ['vendor', 'This LiveKit server is too old for its SDK. Update it.']
const forbidden: Meaning = ['forbidden', 'The LiveKit token does not allow this. Ask the host for another role.']

/** `ConnectionErrorReason`, in its order. `code` is not unique among LiveKit's errors, so name and reason decide. */
const connection: readonly Meaning[] = [
  ['grant-invalid', 'LiveKit refused the token. Check its key.'],
  unreachable,
  ['server', 'LiveKit failed. Join again.'],
  ['aborted', 'Joining was stopped. Join again.'],
  ['connection-lost', 'The session ended while joining. Join again.'],
  ['timeout', 'LiveKit did not answer in time. Join again.'],
  unreachable,
  outdated,
]

const others: Readonly<Record<string, Meaning>> = {
  UnsupportedServer: outdated,
  NegotiationError: ['connection-lost', 'LiveKit did not take the media. Try again.'],
  PublishDataError: ['message-failed', 'LiveKit did not take the message. Send it again.'],
  PublishTrackError: ['timeout', 'LiveKit did not take the track. Turn it on again.'],
}

/** What an error of `livekit-client` means; `null` for one that is not its own. */
export function mapLivekitError(error: unknown): AdapterErrorMeaning | null {
  const meaning = error instanceof Error ? meaningOf(error as Error & Readonly<Record<string, unknown>>) : undefined
  return meaning ? { code: meaning[0], message: meaning[1] } : null
}

function meaningOf({ message, name, reason, reasonName, status }: Error & Readonly<Record<string, unknown>>) {
  if (name === 'ConnectionError') {
    // The server's own word; there is nothing else to tell it apart by (pkg/service/auth.go).
    if (/\bexpired\b/.test(message)) return ['grant-expired', 'The LiveKit token has expired. Join again.'] as const
    if (reason === 0 && status === 404) return ['room-ended', 'The room is not open. Ask the host to open it.'] as const
    return connection[Number(reason)]
  }
  if ((name === 'PublishTrackError' && status === 403) || reasonName === 'NOT_ALLOWED') return forbidden
  return others[name]
}
