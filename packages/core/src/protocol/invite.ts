/** Answer of `POST {base}/invites/exchange`, body `{ secret }`. An invite works once; the session is what stays. */
export interface InviteExchange {
  /** Bearer token for every later request of this person in this room. */
  readonly session: string
  readonly room: string
  readonly identity: string
  readonly role: string
  /** Unix time in ms. */
  readonly expiresAt: number
}

/** The two parts of an invite link. */
export interface InviteLink {
  readonly room: string
  readonly invite: string
}

/** Builds `#room=…&invite=…`. The secret stays in the fragment, which browsers never send to a server. */
export function formatInviteFragment(link: InviteLink): string {
  return `#${new URLSearchParams({ room: link.room, invite: link.invite }).toString()}`
}

/** Reads a fragment made by {@link formatInviteFragment}; `null` when it is not one. */
export function parseInviteFragment(fragment: string): InviteLink | null {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''))
  const room = parameters.get('room')
  const invite = parameters.get('invite')
  return room !== null && invite !== null ? { room, invite } : null
}
