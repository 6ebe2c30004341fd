import { describe, expect, it } from 'vitest'
import { assertRoomName } from './room-name.ts'

describe('assertRoomName', () => {
  it.each(['visit-7f3a91', 'room', 'A_b-9', 'x'.repeat(64), '4f1d2c3b'])('takes %s', (name) => {
    expect(() => assertRoomName(name)).not.toThrow()
  })

  it('takes random ids, also those with digits that could be a date', () => {
    const random = Array.from({ length: 20_000 }, () => crypto.randomUUID())
    const withoutLetters = '97734429989746079426495575838456'
    const ids = [
      ...random,
      ...random.map((id) => id.replaceAll('-', '')),
      withoutLetters,
      'a19840327f',
      '7f3a1990-1201-4b1c',
    ]
    const refused = ids.filter((id) => {
      try {
        assertRoomName(id)
        return false
      } catch {
        return true
      }
    })
    expect(refused).toEqual([])
  })

  it.each([
    ['too short', 'abc'],
    ['too long', 'x'.repeat(65)],
    ['a space', 'Ana Muster'],
    ['an e-mail address', 'ana@example.org'],
    ['a path', '../../etc/passwd'],
    ['a date of birth', 'visit-1984-03-27'],
    ['a date of birth, European', 'visit-27-03-1984'],
    ['a compact date', 'muster19840327'],
    ['a number of a person', '756-1234-5678-97'],
    ['a record label', 'patient-muster'],
    ['a record number', 'mrn-00123'],
  ])('refuses %s', (_, name) => {
    expect(() => assertRoomName(name)).toThrow(expect.objectContaining({ code: 'room-name-invalid' }))
  })
})
