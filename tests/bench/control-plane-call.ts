import type { LivekitOptions } from '@televid/adapter-livekit/server'
import type { TwilioOptions } from '@televid/adapter-twilio/server'
import type { P2pOptions } from '@televid/server'

/** What a test asks of its control-plane process, and how the process answers. One line of JSON per message over IPC. */
export interface ControlPlaneCalls {
  ensureRoom: { readonly input: { readonly room: string; readonly lobby?: boolean }; readonly output: null }
  createInvite: {
    readonly input: {
      readonly room: string
      readonly role: string
      readonly identity: string
      readonly displayName?: string
      /** Unix ms. */
      readonly expiresAt?: number
    }
    readonly output: { readonly secret: string }
  }
  /** As a host would, over the route: so that they stay removed. */
  remove: { readonly input: { readonly room: string; readonly identity: string }; readonly output: null }
  /** As a host would, over the route; the provider must have it. */
  mute: {
    readonly input: { readonly room: string; readonly identity: string; readonly source: 'camera' | 'microphone' }
    readonly output: null
  }
  /** As `mute`. */
  mayPublish: {
    readonly input: { readonly room: string; readonly identity: string; readonly allowed: boolean }
    readonly output: null
  }
  endRoom: { readonly input: { readonly room: string }; readonly output: null }
  /** Identities that the service itself counts as present. */
  occupants: { readonly input: { readonly room: string }; readonly output: readonly string[] }
  /** What is wrong with the credentials this person gets from now on; `null` for nothing. */
  badGrant: {
    readonly input: {
      readonly room: string
      readonly identity: string
      readonly kind: 'expired' | 'forged' | 'noPublish' | null
    }
    readonly output: null
  }
  /** People who are not there take every place that is left in a room, or give them back. */
  fillRoom: { readonly input: { readonly room: string; readonly full: boolean }; readonly output: null }
  /** The signaling token of somebody counts as expired from now on, and is asked for again at once. */
  expireToken: { readonly input: { readonly room: string; readonly identity: string }; readonly output: null }
  /** A TURN server that grants of a room from now on have, with relayed media only; `null` for none. */
  relay: {
    readonly input: {
      readonly room: string
      readonly turn: { readonly url: string; readonly secret: string } | null
    }
    readonly output: null
  }
  /** Where somebody's page reaches the vendor from now on, so that its line can be cut. */
  line: {
    readonly input: { readonly room: string; readonly identity: string; readonly url: string }
    readonly output: null
  }
  /** The vendor's own recording of a room, which the control plane did not start. */
  record: { readonly input: { readonly room: string; readonly on: boolean }; readonly output: null }
  /** A token with which an agent of the vendor joins a room. */
  agentToken: { readonly input: { readonly room: string }; readonly output: string }
  outgoing: { readonly input: null; readonly output: readonly string[] }
}

export type CallName = keyof ControlPlaneCalls
export type CallRequest = { readonly id: number; readonly name: CallName; readonly input: unknown }
export type CallAnswer =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string }

/** Settings of the process, as JSON in its first argument. */
export interface ControlPlaneSettings {
  /** 0 takes a free one. */
  readonly port: number
  /** Folder of PGlite, or URL of PostgreSQL, or memory. */
  readonly store: { readonly folder: string } | { readonly url: string } | 'memory'
  readonly benchFolder: string
  /** Folder of the built visit app, served at `/` instead of the test pages. */
  readonly app?: string
  /** Origins of pages served elsewhere. */
  readonly origins?: readonly string[]
  /** Default false. */
  readonly handlesPhi?: boolean
  /** Default: the provider's own defaults. */
  readonly p2p?: P2pOptions
  /** LiveKit is there beside p2p; default: it is not. */
  readonly livekit?: LivekitOptions
  /** Twilio's stand-in is there beside p2p; default: it is not. */
  readonly twilio?: TwilioOptions & { readonly wsServer: string }
  /** Of new rooms; default `p2p`. */
  readonly provider?: 'p2p' | 'livekit' | 'twilio'
}
