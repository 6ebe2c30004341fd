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
  /** Keeps the line of somebody who is about to join open, but passes nothing until taken back. */
  holdJoin(subject: Subject): Promise<() => Promise<void>>
}

export type StimulusName = keyof Stimuli
