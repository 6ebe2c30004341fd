import type { Person } from './person.ts'

/** What the person shares: a tone and a color that no voice and no camera of anybody has. */
export function screenOf(person: Person): Person {
  return { ...person, tone: person.tone + 1500, color: [120, 30, 110] }
}
