/** A room of 50 on screen, made with one library. */
export interface Subject {
  readonly name: string
  /** How the tiles are made, in words. */
  readonly how: string
  /** Component types, as React knows them. */
  readonly tile: unknown
  readonly grid: unknown
  /** The microphone of one participant goes off or on, as the provider would say it. */
  mute(index: number, muted: boolean): void
  /** One participant speaks now, and nobody else. */
  speak(index: number): void
  /** How many tiles show a microphone that is off. */
  mutedTiles(): number
  speakingTiles(): number
}

export const participants = 50
