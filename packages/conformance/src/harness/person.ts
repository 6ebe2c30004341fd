/** Somebody in a case, told apart by voice and picture. */
export interface Person {
  readonly identity: string
  readonly displayName: string
  /** Hz; no tone is a harmonic of another. */
  readonly tone: number
  /** Red, green, blue, 0..255. */
  readonly color: readonly [number, number, number]
}

/** Everybody a case can ask for, in this order. */
export const people = [
  { identity: 'person-ada', displayName: 'Ada', tone: 440, color: [190, 40, 40] },
  { identity: 'person-ben', displayName: 'Ben', tone: 620, color: [40, 60, 190] },
  { identity: 'person-cleo', displayName: 'Cleo', tone: 1010, color: [40, 150, 50] },
  { identity: 'person-dan', displayName: 'Dan', tone: 1390, color: [170, 140, 30] },
] as const satisfies readonly Person[]
