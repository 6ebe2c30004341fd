import type { Source } from '../adapter/source.ts'
import type { GrantAccess } from '../control-plane/grant-access.ts'
import { TelevidError } from '../error/televid-error.ts'
import type { InviteLink } from '../protocol/invite.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { Participant } from './participant.ts'

/**
 * Acts of a host. They go to the control plane, which checks the role and carries them out on any provider; without a
 * control plane they reject with `unsupported`, without the permission with `forbidden`.
 */
export interface RoomControls {
  /** Lets somebody in who waits in the lobby; identities are in `snapshot.lobby.waiting`. */
  admit(identity: string): Promise<void>
  refuse(identity: string): Promise<void>
  /** Removes somebody so that they stay removed: neither their session nor a new invite lets them in again. */
  remove(participant: Participant | string): Promise<void>
  /** Turns a source of somebody off; they may turn it on again. `unsupported` where the provider's server cannot. */
  mute(participant: Participant | string, source: Source): Promise<void>
  /** Takes or gives back the right to be seen and heard, for later joins too. `unsupported` where the provider's server cannot. */
  setMayPublish(participant: Participant | string, allowed: boolean): Promise<void>
  /** Ends the room for everybody. */
  endRoom(): Promise<void>
  /** Makes an invite for one person; `formatInviteFragment` turns it into a link. */
  invite(options: { readonly role: string; readonly displayName?: string }): Promise<InviteLink>
}

export function createRoomControls({ controlPlane }: GrantAccess, room: string): RoomControls {
  const post = async (path: string, body: object = {}): Promise<unknown> => {
    if (controlPlane) return controlPlane.post(path, body)
    throw new TelevidError('unsupported', 'This needs a control plane. Pass its URL as createTelevid({ grants }).')
  }
  const decide = async (identity: string, action: 'admit' | 'refuse'): Promise<void> => {
    await post(`lobby/${encodeURIComponent(identity)}`, { action })
  }
  const act = async (participant: Participant | string, action: string, body?: object): Promise<void> => {
    const identity = typeof participant === 'string' ? participant : participant.identity
    await post(`participants/${encodeURIComponent(identity)}/${action}`, body)
  }
  return {
    admit: (identity) => decide(identity, 'admit'),
    refuse: (identity) => decide(identity, 'refuse'),
    remove: (participant) => act(participant, 'remove'),
    mute: (participant, source) => act(participant, 'mute', { source }),
    setMayPublish: (participant, allowed) => act(participant, 'publish', { allowed }),
    async endRoom() {
      await post('end')
    },
    async invite(options) {
      const answer = await post('invites', options)
      if (isRecord(answer) && typeof answer.secret === 'string') return { room, invite: answer.secret }
      throw new TelevidError('server', 'The control plane answered without an invite. Check its version.')
    },
  }
}
