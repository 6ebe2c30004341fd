/** A page that joins a LiveKit room once and shows every video in it, written one way or the other. */
export interface Subject {
  /** Gets the SDK and all that is beside it into memory, so that joining loads nothing. */
  load(): Promise<void>
  /** Resolves when connected; loads what is not there yet. */
  join(url: string, token: string, onVideo: (show: (element: HTMLVideoElement) => void) => void): Promise<void>
  leave(): Promise<void>
}

export interface JoinTimes {
  /** ms from the call to its end. */
  readonly connected: number
  /** ms from the call to the first decoded frame of somebody else. */
  readonly firstFrame: number
}

/** What `scripts/bench-livekit.ts` calls, the same in both pages. */
export interface SubjectPage {
  load(): Promise<void>
  join(url: string, token: string): Promise<JoinTimes>
  /** How many videos have shown a frame. */
  shown(): number
  leave(): Promise<void>
}

declare global {
  interface Window {
    readonly subject: SubjectPage
  }
}

/** All that the two pages have in common. */
export function measure({ join, leave, load }: Subject): void {
  let shown = 0
  const subject: SubjectPage = {
    load,
    async join(url, token) {
      let sawFrame = (_: number) => {}
      const firstFrame = new Promise<number>((resolve) => {
        sawFrame = resolve
      })
      const started = performance.now()
      await join(url, token, (show) => {
        const element = document.body.appendChild(document.createElement('video'))
        element.muted = true
        element.requestVideoFrameCallback(() => {
          sawFrame(performance.now())
          shown += 1
        })
        show(element)
      })
      const connected = performance.now()
      return { connected: connected - started, firstFrame: (await firstFrame) - started }
    },
    shown: () => shown,
    leave,
  }
  Object.defineProperty(window, 'subject', { value: subject })
}
