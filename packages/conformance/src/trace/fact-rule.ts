/**
 * What the contract of adapters forbids, although core copes with it: the type of `@televid/core/adapter` it stands in,
 * and its words. Repeating a fact is legal, and so are late facts of a finished presence or track.
 */
export const factRules = {
  'fact-before-join': { type: 'VideoAdapter.join', says: 'facts go to the sink that a join was given' },
  'fact-after-disconnected': { type: 'ConnectionChangedFact', says: '`disconnected` is terminal for this join' },
  'disconnected-without-reason': { type: 'ConnectionChangedFact.reason', says: 'required for `disconnected`' },
  'unknown-reason': { type: 'DisconnectReason', says: 'a reason is one of `disconnectReasons`' },
  'key-reused': { type: 'Fact', says: 'one key per presence and per track binding, never reused within a session' },
  'gone-twice': { type: 'Fact', says: 'a rejoin and a re-published track are a new key' },
  'track-of-unknown-participant': {
    type: 'TrackPresentFact.participant',
    says: 'the presence key of somebody who is reported too',
  },
  'track-left-behind': {
    type: 'Fact, TrackPresentFact',
    says: 'a replaced track is a new key, and the binding before it is gone',
  },
  'fact-of-unknown-participant': { type: 'Fact', says: '`participant` is the key of a presence that is reported too' },
  'roster-synced-lists-unknown': {
    type: 'RosterSyncedFact',
    says: 'reported after the facts of everybody it lists',
  },
  'roster-synced-lists-gone': { type: 'RosterSyncedFact.present', says: 'presence keys that exist now' },
  'present-missing-from-roster': {
    type: 'RosterSyncedFact.present',
    says: 'every remote presence key that exists now',
  },
  'roster-synced-missing': {
    type: 'VideoAdapter.join, ConnectionChangedFact',
    says: '`roster-synced` follows within 5 s of the join, and after a reconnect',
  },
  'roster-synced-while-reconnecting': {
    type: 'ConnectionChangedFact',
    says: 'report `connected` when a reconnect is over, and `roster-synced` after it',
  },
  'duplicate-join': { type: 'TraitName uniqueIdentity', says: 'one identity can be in the room once' },
  'source-invalid': { type: 'Source, MediaKind', says: 'a known source or `custom:<name>`, with the kind it carries' },
  'speakers-invalid': { type: 'SpeakersChangedFact', says: 'loudest first, level linear 0..1' },
  'packet-too-large': { type: 'MessagesFacet', says: 'a packet never exceeds `limits.packetBytes`' },
} as const satisfies Record<string, { readonly type: string; readonly says: string }>

export type FactRule = keyof typeof factRules
