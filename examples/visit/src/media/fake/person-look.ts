export type Hair = 'short' | 'bob' | 'long' | 'bun' | 'curly' | 'bald'
export type Clothing = 'coat' | 'scrubs' | 'sweater' | 'shirt'

/** What a drawn person looks like and sounds like. */
export interface PersonLook {
  readonly skin: string
  readonly skinShade: string
  readonly hairStyle: Hair
  readonly hair: string
  readonly clothing: Clothing
  readonly cloth: string
  readonly glasses: boolean
  /** Hue of the room behind, 0..360. */
  readonly roomHue: number
  /** Hz */
  readonly pitch: number
  /** Who speaks first. */
  readonly turn: 0 | 1
}

const looks = {
  clinician: look('#e3b08c', '#c98f69', 'bob', '#3b2a24', 'coat', '#3f7f86', true, 190, 205, 0),
  patient: look('#f1cdb3', '#d9a98a', 'short', '#a9a7a5', 'sweater', '#6d5a8c', false, 32, 125, 1),
  interpreter: look('#8d5b3f', '#6f442d', 'curly', '#1f1714', 'shirt', '#c98a3c', false, 150, 180, 0),
  observer: look('#c88f68', '#a97149', 'bun', '#241a17', 'scrubs', '#3c6ea5', false, 215, 215, 1),
} satisfies Record<string, PersonLook>

const others: readonly PersonLook[] = [
  looks.clinician,
  looks.patient,
  looks.interpreter,
  looks.observer,
  look('#f3d3bd', '#dcae92', 'long', '#8a4b2a', 'sweater', '#2f7d6b', false, 20, 220, 1),
  look('#6f4530', '#553322', 'bald', '#2a1d17', 'shirt', '#4b6fae', true, 205, 115, 0),
  look('#d9a57e', '#bb855d', 'short', '#2b211d', 'sweater', '#a8503f', false, 45, 130, 1),
  look('#f0c8a8', '#d3a27e', 'bun', '#c9c6c2', 'shirt', '#7c8f3f', true, 100, 195, 0),
]

/** The same name always gives the same person; `clinician`, `patient`, `interpreter` and `observer` have their own. */
export function personLook(name: string): PersonLook {
  const known = Object.entries(looks).find(([role]) => role === name.toLowerCase())
  return known?.[1] ?? others[hash(name) % others.length] ?? looks.patient
}

/** FNV-1a: short names that differ in a letter fall apart. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}

function look(
  skin: string,
  skinShade: string,
  hairStyle: Hair,
  hair: string,
  clothing: Clothing,
  cloth: string,
  glasses: boolean,
  roomHue: number,
  pitch: number,
  turn: 0 | 1,
): PersonLook {
  return { skin, skinShade, hairStyle, hair, clothing, cloth, glasses, roomHue, pitch, turn }
}
