/** Somebody in a visit, told apart by voice and picture. */
export interface Person {
  readonly identity: string
  readonly role: 'host' | 'guest' | 'interpreter' | 'observer'
  /** As an app shows them. */
  readonly displayName?: string
  /** Hz; no tone is a harmonic of another. */
  readonly tone: number
  readonly color: readonly [number, number, number]
}

export const host: Person = { identity: 'host-ada', role: 'host', tone: 440, color: [190, 40, 40] }
export const guest: Person = { identity: 'guest-ben', role: 'guest', tone: 620, color: [40, 60, 190] }
export const third: Person = { identity: 'guest-cleo', role: 'guest', tone: 1010, color: [40, 150, 50] }
export const fourth: Person = { identity: 'guest-dan', role: 'guest', tone: 1390, color: [170, 140, 30] }
