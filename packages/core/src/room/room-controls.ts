import type { ControlPlaneClient } from '../control-plane/control-plane-client.ts'
import type { GrantAccess } from '../control-plane/grant-access.ts'
import { TelevidError } from '../error/televid-error.ts'
import type { InviteLink } from '../protocol/invite.ts'
import { isRecord } from '../protocol/is-record.ts'
import { Participant } from './participant.ts'

/**
 * Acts of a host. They go to the control plane, which checks the role and carries them out on any provider; without a
 * control plane they reject with `unsupported`, without the permission with `forbidden`.
 */
export class RoomControls {
  readonly #access: GrantAccess
  readonly #room: string

  constructor(access: GrantAccess, room: string) {
    this.#access = access
    this.#room = room
  }

  /** Lets somebody in who waits in the lobby; identities are in `snapshot.lobby.waiting`. */
  async admit(identity: string): Promise<void> {
    await this.#post(`lobby/${encodeURIComponent(identity)}`, { action: 'admit' })
  }

  async refuse(identity: string): Promise<void> {
    await this.#post(`lobby/${encodeURIComponent(identity)}`, { action: 'refuse' })
  }

  /** Removes somebody so that they stay removed: neither their session nor a new invite lets them in again. */
  async remove(participant: Participant | string): Promise<void> {
    const identity = participant instanceof Participant ? participant.identity : participant
    await this.#post(`participants/${encodeURIComponent(identity)}/remove`, {})
  }

  /** Ends the room for everybody. */
  async endRoom(): Promise<void> {
    await this.#post('end', {})
  }

  /** Makes an invite for one person; `formatInviteFragment` turns it into a link. */
  async invite(options: { readonly role: string; readonly displayName?: string }): Promise<InviteLink> {
    const answer = await this.#post('invites', options)
    if (!isRecord(answer) || typeof answer.secret !== 'string') {
      throw new TelevidError('server', 'The control plane did not answer with an invite. Check that its version fits.')
    }
    return { room: this.#room, invite: answer.secret }
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const controlPlane: ControlPlaneClient | null = this.#access.controlPlane
    if (controlPlane === null) {
      throw new TelevidError(
        'unsupported',
        'This needs a TeleVid control plane: pass its URL as createTelevid({ grants }).',
      )
    }
    return controlPlane.post(path, body)
  }
}
