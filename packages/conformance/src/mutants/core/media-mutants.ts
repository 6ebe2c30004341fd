import type { CoreMutant } from '../mutant.ts'

const kind = 'core'

/** Captures, elements and voices, with a guard less. */
export const mediaMutants: readonly CoreMutant[] = [
  {
    id: 'B7',
    fault: 'no serial queue per source: commands run side by side',
    kind,
    breaks: ['inv. 7'],
    patches: [
      {
        file: 'local/source-engine.ts',
        find: '#kick(): void {',
        replace:
          '#kick(): void {\n    const want = this.#want\n    if (window.faultsArmed) return void this.#apply(want).catch(() => {}).then(() => this.#settle())',
      },
      {
        file: 'local/source-engine.ts',
        find: 'if (want !== this.#want) throw null',
        replace: 'if (want !== this.#want && !window.faultsArmed) throw null',
      },
    ],
    kills: [
      { case: 'mute/twenty-quick-toggles', expects: /cameras open|the picture|the own camera|the camera to be off/ },
    ],
  },
  {
    id: 'B18',
    fault: 'devices stay on when the service ends the session',
    kind,
    breaks: ['inv. 9'],
    patches: [
      {
        file: 'room/room.ts',
        find: "// However a session ended, no camera stays on behind somebody's back.\n    this.#local.releaseAll()",
        replace: '',
      },
    ],
    kills: [{ case: 'light/after-the-end', expects: /^Waited 1000 ms for: person-\w+ to have no live track/ }],
  },
  {
    id: 'B19',
    fault: 'a custom track is published without a clone',
    kind,
    breaks: ['inv. 9'],
    patches: [
      {
        file: 'local/local-media.ts',
        find: "if (track) return source === 'screen-audio' ? track : track.clone()",
        replace: 'if (track) return track',
      },
    ],
    kills: [
      {
        case: 'track/app-track-survives',
        expects: /^the track of the app after disable\(\): expected "live", was "ended"$/,
      },
    ],
  },
  {
    id: 'B22',
    fault: 'elements do not follow a new generation',
    kind,
    breaks: ['inv. 4'],
    patches: [
      {
        file: 'playback/attachments.ts',
        find: 'if (attachment.id === id) this.#show(element, track)',
        replace: 'if (attachment.id === id && !element.srcObject) this.#show(element, track)',
      },
    ],
    kills: [{ under: 'F7', case: 'track/same-track-over-off-and-on', expects: /^Waited 10000 ms for: the picture / }],
  },
  {
    id: 'B23',
    fault: 'each media of a voice gets an element more',
    kind,
    breaks: [],
    patches: [
      {
        file: 'playback/audio-playback.ts',
        find: 'if (this.#voices.has(trackId)) return this.replace(trackId, track)',
        replace: 'if (this.#voices.has(trackId)) return this.add(trackId + trackId, track, participantId)',
      },
    ],
    kills: [
      {
        under: 'F7',
        case: 'audio/once-after-unmute',
        expects: /^players per voice at person-ben: expected \[1\], was \[[2-9]\]$/,
      },
    ],
  },
  {
    id: 'B24',
    fault: 'camera and microphone are asked for in two calls',
    kind,
    breaks: [],
    patches: [
      {
        file: 'local/capture-broker.ts',
        find: 'if (first && second && first.kind !== second.kind && all.length === 2 && (await this.#capture(all, true))) return',
        replace: 'void [first, second]',
      },
    ],
    kills: [{ case: 'join/with-devices', expects: /^calls of getUserMedia: / }],
  },
  {
    id: 'B25',
    fault: 'a failed processor falls back to the plain picture',
    kind,
    breaks: [],
    patches: [
      {
        file: 'local/source-engine.ts',
        find: 'want.processor ? await this.#process(want.processor, capture) : capture',
        replace: 'want.processor ? await this.#process(want.processor, capture).catch(() => capture) : capture',
      },
    ],
    kills: [
      { case: 'switch/failed-processor-hides', expects: /^how the failing processor ended: |^unprocessed frames of/ },
    ],
  },
]
