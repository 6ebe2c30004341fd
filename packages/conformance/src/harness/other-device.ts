import type { Person } from './person.ts'

/** The person as heard and seen through the last listed device of each kind: another tone, the inverted color. */
export function otherDevice(person: Person): Person {
  const [red, green, blue] = person.color
  return { ...person, tone: person.tone + 90, color: [255 - red, 255 - green, 255 - blue] }
}
