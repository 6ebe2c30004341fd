/** Whom a stimulus is about. */
export interface Subject {
  readonly room: string
  readonly identity: string
}

export type BadGrant = 'expired' | 'forged' | 'noPublish'

/**
 * What a harness can do to its service; see the table "Stimuli" of cases.md. Each takes effect before its promise resolves.
 * Those that can be taken back return the way back, which the runner calls after the case even if it failed.
 *
 * A stimulus a service does not have is left out: its cases become `not-exercised`, and are printed with what is missing.
 */
export interface Stimuli {
  /** A moderator removes one identity, as the control plane would. */
  remove(subject: Subject): Promise<void>
  /** The room ends for everybody. */
  endRoom(room: string): Promise<void>
  /** Drops one page's signaling and refuses new connections; media is left alone. */
  cutSignaling(subject: Subject): Promise<() => Promise<void>>
  /**
   * Drops one page's media packets; signaling is left alone. May be left out: the suite does it itself, by UDP relays that
   * pages of such cases are led through. A harness whose pages they cannot serve (no IPv4, media over TCP) supplies its own.
   */
  cutMedia(subject: Subject): Promise<() => Promise<void>>
  /** 10 % loss and 150 ms on one page's media packets, in each direction. May be left out, as `cutMedia`. */
  degradeMedia(subject: Subject): Promise<() => Promise<void>>
  /** `kill -9` of the service; the way back starts it again with the same address and data. */
  killService(): Promise<() => Promise<void>>
  /**
   * From now on somebody is given credentials that the service refuses: run out, not its own, or (`noPublish`) good for
   * joining and not for publishing. What core reads of the grant looks good in each case.
   */
  badGrant(subject: Subject, kind: BadGrant): Promise<() => Promise<void>>
  /** The room takes nobody more than it has, until taken back. */
  fillRoom(room: string): Promise<() => Promise<void>>
  /** The service announces that it goes away, then goes; the way back starts it again with the same address. */
  shutdownService(): Promise<() => Promise<void>>
  /** From now on the service takes the page's token for expired; it asks for it again at once where it can. */
  expireToken(subject: Subject): Promise<void>
  /** The service turns off one source of one identity, as a moderator can. */
  serverMute(subject: Subject, source: 'camera' | 'microphone'): Promise<void>
  /** The service takes away the right to publish during the call. */
  revokePublish(subject: Subject): Promise<void>
  /** Bandwidth control of the service pauses the camera of `of` for the page of `subject`, until taken back. */
  pauseVideo(subject: Subject, of: string): Promise<() => Promise<void>>
  /** The service puts other media under the camera publication of one identity. */
  replaceMedia(subject: Subject): Promise<void>
  /** The service ends the session of one page as idle. */
  idleOut(subject: Subject): Promise<void>
  /** Starts the vendor's recording of a room; the way back stops it. */
  record(room: string): Promise<() => Promise<void>>
  /**
   * The service emits one utterance of one participant, first as `interim` and then as `final`, to everybody who receives
   * captions. Resolves when both are out.
   */
  caption(subject: Subject, utterance: { readonly interim: string; readonly final: string }): Promise<void>
  /** Starts a TURN server; grants of the room from now on have it and ask for relayed media only, until taken back. */
  relay(room: string): Promise<() => Promise<void>>
  /**
   * Sends packets to everybody as one participant, below core, on the path its messages take. Resolves when the transport
   * took them. Left out: the suite does it itself, through the session of the page.
   */
  rawPacket(subject: Subject, packets: readonly Uint8Array[]): Promise<void>
  /**
   * Serves the page of one participant without the SDK of the vendor. Left out: the suite does it itself where the harness
   * names an `sdk`.
   */
  hideSdk(subject: Subject): Promise<() => Promise<void>>
  /** Keeps the line of somebody who is about to join open, but passes nothing until taken back. */
  holdJoin(subject: Subject): Promise<() => Promise<void>>
}

export type StimulusName = keyof Stimuli
