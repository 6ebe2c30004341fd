export interface PlaybackRecorder {
  /** Media elements that were ever given a stream or told to play, in or outside the document. */
  readonly elements: ReadonlySet<HTMLMediaElement>
  /** Nodes connected to the loudspeaker of an AudioContext. */
  readonly outputs: ReadonlySet<AudioNode>
}

/** Keeps everything through which the page can make sound or show a picture. */
export function recordPlayback(): PlaybackRecorder {
  const elements = new Set<HTMLMediaElement>()
  const outputs = new Set<AudioNode>()
  const media = HTMLMediaElement.prototype

  const srcObject = Object.getOwnPropertyDescriptor(media, 'srcObject')
  if (srcObject?.set === undefined) throw new Error('srcObject is not an accessor')
  const { set } = srcObject
  Object.defineProperty(media, 'srcObject', {
    ...srcObject,
    set(this: HTMLMediaElement, value: MediaProvider | null) {
      elements.add(this)
      set.call(this, value)
    },
  })

  const play = media.play
  media.play = function (this: HTMLMediaElement) {
    elements.add(this)
    return play.call(this)
  }

  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => AudioNode
  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
    if (args[0] instanceof AudioDestinationNode) outputs.add(this)
    return connect.apply(this, args)
  } as AudioNode['connect']

  return { elements, outputs }
}
