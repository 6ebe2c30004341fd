/** A page that joins a LiveKit room and shows every video in it, written one way or the other. */
export interface Subject {
  /** Before each join: gets all that can be there without a token. */
  prepare(): Promise<void>
  /** Resolves when connected; prepares what is not there yet. */
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
  prepare(): Promise<void>
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
export function measure({ join, leave, prepare }: Subject): void {
  let shown = 0
  const elements = new Set<HTMLVideoElement>()
  const subject: SubjectPage = {
    prepare,
    async join(url, token) {
      let sawFrame = (_: number) => {}
      const firstFrame = new Promise<number>((resolve) => {
        sawFrame = resolve
      })
      const started = performance.now()
      await join(url, token, (show) => {
        const element = document.body.appendChild(document.createElement('video'))
        elements.add(element)
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
    async leave() {
      await leave()
      for (const element of elements) element.remove()
      elements.clear()
      shown = 0
    },
  }
  Object.defineProperty(window, 'subject', { value: subject })
}
