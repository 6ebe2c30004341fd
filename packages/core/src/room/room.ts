import { EventEmitter } from 'eventemitter3'
import type { Capabilities, FeatureName } from '../adapter/capability.ts'
import { featureOfSource } from '../adapter/source.ts'
import type { Clock } from '../clock.ts'
import type { GrantAccess } from '../control-plane/grant-access.ts'
import { TelevidError } from '../error/televid-error.ts'
import { toTelevidError } from '../error/to-televid-error.ts'
import type { LocalControls } from '../local/local-controls.ts'
import { LocalMedia } from '../local/local-media.ts'
import type { MediaEnvironment } from '../local/media-environment.ts'
import { Attachments } from '../playback/attachments.ts'
import { AudioPlayback } from '../playback/audio-playback.ts'
import type { RoomEvent } from '../state/room-event.ts'
import type { PassingFact, Report, RoomInput } from '../state/room-input.ts'
import type { RoomSnapshot, TrackSnapshot } from '../state/room-snapshot.ts'
import { participantOf, type RoomState } from '../state/room-state.ts'
import { guarded, RoomStore } from '../state/room-store.ts'
import { createAudioOnlyMode } from './audio-only-mode.ts'
import { inScreenPixels } from './in-screen-pixels.ts'
import type { JoinOptions } from './join-options.ts'
import type { AdapterLoaders } from './load-adapter.ts'
import type { Participant } from './participant.ts'
import { createRoomAudio, type RoomAudio } from './room-audio.ts'
import { createRoomConnection, type RoomConnection } from './room-connection.ts'
import { createRoomControls, type RoomControls } from './room-controls.ts'
import type { RoomEncryption } from './room-encryption.ts'
import type { RoomEventMap } from './room-event-map.ts'
import { createRoomFeatures, type Profile, type RoomCaptions } from './room-features.ts'
import { createRoomHandles, type RoomHandles } from './room-handles.ts'
import { createRoomMessages, type RoomMessages } from './room-messages.ts'
import { createRoomMeters, type RoomMeters } from './room-meters.ts'
import type { RoomOptions } from './room-options.ts'
import type { SessionGuard } from './session-guard.ts'
import { syncMedia } from './sync-media.ts'

export interface RoomDependencies {
  readonly name: string
  readonly adapters: AdapterLoaders
  readonly access: GrantAccess
  readonly clock: Clock
  readonly environment: MediaEnvironment
  readonly options: RoomOptions
}

type Listener<E extends keyof RoomEventMap> = (...payload: RoomEventMap[E]) => void

/**
 * One visit. The object exists before joining, so that no event is missed, and lives through any number of joins. All of
 * its state is in the immutable `snapshot`; events are derived from it.
 */
export class Room {
  readonly name: string
  /** The snapshot of a room nobody used yet: what a page shows that was rendered on a server. */
  readonly initialSnapshot: RoomSnapshot
  /** Own camera, microphone, screen and custom tracks. Works before joining too, for a device check. */
  readonly local: LocalControls
  readonly messages: RoomMessages
  /** Loudspeaker, volume, and `resume()` after the browser blocked sound. */
  readonly audio: RoomAudio
  /** Levels and stats, sampled only while somebody subscribes. */
  readonly meters: RoomMeters
  /** What needs the control plane: lobby, removal, end, invites. */
  readonly controls: RoomControls
  readonly captions: RoomCaptions
  /** Change of the key of a call that is encrypted end to end; see `RoomOptions.encryption`. */
  readonly encryption: RoomEncryption

  readonly #dependencies: RoomDependencies
  readonly #local: LocalMedia
  readonly #store: RoomStore
  readonly #report: Report
  readonly #emitter = new EventEmitter<RoomEventMap>()
  readonly #handles: RoomHandles
  readonly #attachments: Attachments
  readonly #playback: AudioPlayback
  readonly #features: ReturnType<typeof createRoomFeatures>
  readonly #messages: ReturnType<typeof createRoomMessages>
  readonly #meters: ReturnType<typeof createRoomMeters>
  readonly #audioOnly: ReturnType<typeof createAudioOnlyMode>
  #connection: RoomConnection | null = null
  #joined: Promise<void> | null = null
  #epoch = 0

  constructor(dependencies: RoomDependencies) {
    const { access, clock, environment, name, options } = dependencies
    this.name = name
    this.#dependencies = dependencies
    const store = new RoomStore({
      name,
      onCommit: (previous, next, events) => this.#onCommit(previous, next, events),
      onEvent: (event) => this.#deliver(event),
    })
    const report: Report = (input) => store.dispatch({ ...input, at: clock.now() } as RoomInput)
    const guard = () => this.#guard
    const keyOf = (participant: Participant | string) =>
      this.#handles.participantRecord(typeof participant === 'string' ? participant : participant.id)?.key
    this.#store = store
    this.initialSnapshot = store.snapshot
    this.#report = report
    this.#handles = createRoomHandles(() => store.state, {
      attach: (id, element) => this.#attachments.attach(id, element),
      setSubscribed: (track, subscribed) => this.#setSubscribed(track, subscribed),
      setPreferredSize: (track, size) => {
        const record = this.#handles.trackRecord(track)
        if (record && this.supports('videoPreferences'))
          this.#guard?.facet('videoPreferences').setPreferred(record.currentKey, size && inScreenPixels(size))
      },
    })
    this.#attachments = new Attachments(environment)
    this.#playback = new AudioPlayback({ environment, report })
    this.#local = new LocalMedia({ environment, clock, report })
    this.local = this.#local
    this.audio = createRoomAudio(this.#playback, this.#attachments, guard, keyOf)
    this.controls = createRoomControls(access, name)
    this.#features = createRoomFeatures(report)
    this.captions = this.#features.captions
    this.encryption = this.#features.encryption
    this.#meters = createRoomMeters({
      clock,
      environment,
      guard,
      microphone: () => this.#local.track('microphone'),
      report,
      store,
    })
    this.meters = this.#meters.meters
    this.#messages = createRoomMessages({
      clock,
      keyOf,
      participantOf: (key) =>
        store.state.presences.get(key)?.participantId === null ? null : this.#participantOfKey(key),
      deliver: (message) => this.#emit('messageReceived', message),
    })
    store.subscribe(() => this.#messages.rosterChanged())
    this.messages = this.#messages.messages
    this.#audioOnly = createAudioOnlyMode({
      clock,
      fallback: options.audioFallback ?? true,
      snapshot: () => this.snapshot,
      report: (value) => report({ type: 'audio-only', value }),
      setReceived: (track, received) => void this.#setReceived(track, received),
      setCamera: (on) => void this.local.camera[on ? 'enable' : 'disable']().catch(() => {}),
      suggestPhone: () => guarded(() => options.onPhoneFallback?.({ room: name, participants: this.#identities() })),
    })
  }

  /** Everything true now. Immutable; unchanged parts keep their identity. */
  get snapshot(): RoomSnapshot {
    return this.#store.snapshot
  }

  /** Somebody of `snapshot.participants`, by their id; `undefined` once they left. */
  participant(id: string): Participant | undefined {
    const record = this.#handles.participantRecord(id)
    return record && this.#handles.participant(record.snapshot)
  }

  /** Remote participants, in the order they became known. */
  get participants(): readonly Participant[] {
    return this.snapshot.participants.map(this.#handles.participant)
  }

  /** What the provider can do; `null` before a session is open. */
  get capabilities(): Capabilities | null {
    return this.#guard?.capabilities ?? null
  }

  /** The vendor SDK's own room object, or `null`. Read freely; joining, leaving and publishing go through this room. */
  get native(): unknown {
    return this.#guard?.session.native ?? null
  }

  /** Facts dropped because they came from an earlier join or after the end; for diagnosis. */
  get droppedFacts(): number {
    return this.#store.droppedFacts
  }

  /** Whether the provider has a feature. `false` before a session is open. */
  supports(feature: FeatureName): boolean {
    return (this.capabilities?.[feature].support ?? 'none') !== 'none'
  }

  /** Calls back after each change of `snapshot`; returns the unsubscribe. */
  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener)
  }

  /** Listens to one event; returns the unsubscribe. A listener that throws is reported and disturbs nobody. */
  on<E extends keyof RoomEventMap>(event: E, listener: Listener<E>): () => void {
    const safe = (...payload: unknown[]) => guarded(() => listener(...(payload as RoomEventMap[E])))
    this.#emitter.on(event, safe as never)
    const release = event === 'activeSpeakersChanged' ? this.#meters.observeSpeakers() : () => {}
    return () => {
      this.#emitter.off(event, safe as never)
      release()
    }
  }

  /** Like `on`, for the next event only. */
  once<E extends keyof RoomEventMap>(event: E, listener: Listener<E>): () => void {
    const stop = this.on(event, (...payload) => {
      stop()
      listener(...payload)
    })
    return stop
  }

  /**
   * Enters the room. Resolves when connected with everybody present known; a second call while joining or connected
   * returns the same promise. Rejects with a `TelevidError`, after which nobody stays behind and no device is open.
   *
   * @throws TelevidError `aborted` | `timeout` | `refused` | `removed` | `room-full` | `room-ended` | `grant-invalid` | `grant-expired` | `client-outdated` | `unknown-provider` | `adapter-missing` | `network` | …
   */
  join(options: JoinOptions = {}): Promise<void> {
    if (this.#joined && this.#connection?.over === false) return this.#joined
    const previous = this.#connection
    this.#connection = createRoomConnection({
      ...this.#dependencies,
      ...options,
      store: this.#store,
      report: this.#report,
      epoch: ++this.#epoch,
      rejoin: previous !== null,
      encryption: this.#dependencies.options.encryption,
      onFact: (fact) => this.#pass(fact),
      onOpen: (guard) => this.#sessionOpened(guard),
    })
    this.#joined = this.#join(this.#connection, options, previous?.close())
    return this.#joined
  }

  /** Leaves and frees everything, devices included. Idempotent; ends a join under way. */
  async leave(): Promise<void> {
    this.#report({ type: 'ended', reason: { unified: 'left', raw: undefined } })
    await Promise.all([this.#connection?.close(), this.#local.releaseAll()])
  }

  /**
   * Changes what others see of oneself.
   *
   * @throws TelevidError `unsupported` | `invalid-state` | `forbidden`
   */
  updateProfile(profile: Profile): Promise<void> {
    return this.#features.updateProfile(profile)
  }

  /** Audio only: receive no video and turn the own camera off, until called with `false`. */
  setAudioOnly(active: boolean): void {
    this.#audioOnly.set(active)
  }

  /** Asks the vendor for everything again, after something was changed through `native`. */
  refresh(): void {
    if (!this.#guard) return
    this.#report({ type: 'resync-started' })
    this.#guard.session.refresh()
  }

  get #guard(): SessionGuard | null {
    return this.#connection?.guard ?? null
  }

  async #join(connection: RoomConnection, options: JoinOptions, previous: Promise<void> | undefined): Promise<void> {
    await previous
    if (!connection.over) {
      this.#report({ type: 'join-started', epoch: this.#epoch })
      globalThis.addEventListener?.('pagehide', this.#onPageHide)
      // Asked for in the same turn, both become one question to the user. A device that fails does not fail the join.
      for (const source of ['camera', 'microphone'] as const) {
        if (options[source]) this.local[source].enable().catch(() => {})
      }
    }
    await connection.open()
  }

  #sessionOpened(guard: SessionGuard): void {
    this.#messages.sessionStarted(guard)
    this.#features.sessionStarted(guard)
    this.#meters.sessionStarted()
    this.#local.sessionStarted(
      (source, state) => guard.run(() => guard.session.setSource(source, state)),
      (source) => {
        const feature = featureOfSource(source)
        return this.snapshot.self.permissions.includes('publish')
          ? feature && guard.refusalOf(feature)
          : new TelevidError('forbidden', 'This role may not publish. Join with one that may.')
      },
    )
  }

  #sessionEnded(): void {
    globalThis.removeEventListener?.('pagehide', this.#onPageHide)
    this.#messages.sessionEnded()
    this.#features.sessionEnded()
    this.#meters.sessionEnded()
    this.#audioOnly.sessionEnded()
    this.#playback.clear()
    this.#local.sessionEnded()
    // However a session ended, no camera stays on behind somebody's back.
    this.#local.releaseAll()
  }

  readonly #onPageHide = (): void => {
    this.#connection?.closeNow()
    this.#report({ type: 'ended', reason: { unified: 'left', raw: 'pagehide' } })
  }

  #onCommit(previous: RoomState, next: RoomState, events: readonly RoomEvent[]): void {
    const playback = this.capabilities?.audioPlayback === 'adapter' ? null : this.#playback
    syncMedia(previous, next, this.#attachments, playback)
    this.#connection?.onCommit(previous, next)
    if (next.connection !== previous.connection && next.connection.state === 'disconnected') this.#sessionEnded()
    if (next.connection !== previous.connection) this.#audioOnly.update()
    for (const event of events) {
      if (event.type === 'trackPublished') this.#audioOnly.trackPublished(event.track)
      else if (event.type === 'qualityChanged' && event.payload[0] === 'self') this.#audioOnly.update()
      else if (event.type === 'participantLeft') {
        const record = previous.participants.get(event.participant.id)
        if (record) this.#messages.senderLeft(record.key)
      }
    }
  }

  /** Turns a derived event into what apps get: the same objects each time, instead of snapshots. */
  #deliver(event: RoomEvent): void {
    const { participants, tracks } = this.#handles
    if ('payload' in event) return this.#emit(event.type, ...event.payload)
    if ('track' in event) {
      const { id, participantId } = event.track
      const participant = participants.get(participantId)
      if (participant) this.#emit(event.type, this.#handles.track(event.track), participant)
      if (event.type === 'trackUnpublished') tracks.delete(id)
      return
    }
    const participant = this.#handles.participant(event.participant)
    if (event.type !== 'participantLeft') return this.#emit(event.type, participant)
    this.#emit(event.type, participant, event.reason)
    participants.delete(participant.id)
  }

  #pass(fact: PassingFact): void {
    switch (fact.type) {
      case 'message-received':
        return this.#messages.receive(fact.participant, fact.packet)
      case 'source-refused':
        return this.#local.refused(
          fact.source,
          toTelevidError(fact.cause, 'vendor', 'The provider turned this source off.'),
        )
      case 'caption-received': {
        const { caption: id, participant, text, final, language } = fact
        const participantId = participant === 'self' ? participant : this.#participantOfKey(participant)?.id
        if (participantId && this.#features.captioned)
          this.#emit('captionReceived', { id, participantId, text, final, language })
        return
      }
      case 'warning-raised':
        return this.#emit('warning', { code: fact.code, message: fact.message, raw: fact.raw })
      default:
        return fact satisfies never
    }
  }

  #emit<E extends keyof RoomEventMap>(event: E, ...payload: RoomEventMap[E]): void {
    this.#emitter.emit(event, ...(payload as never))
  }

  #participantOfKey(key: string): Participant | undefined {
    const record = participantOf(this.#store.state, key)
    return record && this.#handles.participants.get(record.snapshot.id)
  }

  async #setSubscribed(track: TrackSnapshot, subscribed: boolean): Promise<void> {
    const guard = this.#guard
    const record = this.#handles.trackRecord(track)
    if (!guard || !record)
      throw new TelevidError('invalid-state', 'The track is no longer in the room. Take tracks from room.participants.')
    const facet = guard.facet('subscriptions')
    this.#report({ type: 'subscription-wanted', trackId: track.id, wanted: subscribed })
    await guard.run(() => facet.setSubscribed(record.currentKey, subscribed))
  }

  /** For audio-only mode: where the provider cannot stop the media, at least nothing of it is shown. */
  async #setReceived(track: TrackSnapshot, received: boolean): Promise<void> {
    if (!this.supports('subscriptions'))
      return this.#report({ type: 'subscription-wanted', trackId: track.id, wanted: received })
    try {
      await this.#setSubscribed(track, received)
    } catch (error) {
      this.#emit('error', toTelevidError(error, 'vendor', 'A track could not be paused.'))
    }
  }

  #identities(): readonly string[] {
    const { participants, self } = this.snapshot
    return [self, ...participants].flatMap(({ identity }) => identity ?? [])
  }
}
