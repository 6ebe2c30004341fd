import { describe, expect, test } from 'vitest'
import { personLook } from './person-look.ts'
import { personPose } from './person-pose.ts'

describe('personLook', () => {
  test('the same name gives the same person', () => {
    expect(personLook('anna')).toBe(personLook('anna'))
  })

  test('the roles look different, in any spelling', () => {
    const roles = ['clinician', 'patient', 'interpreter', 'observer']
    expect(new Set(roles.map(personLook)).size).toBe(4)
    expect(personLook('Clinician')).toBe(personLook('clinician'))
  })

  test('names give many people', () => {
    const people = new Set(Array.from({ length: 200 }, (_, index) => personLook(`name ${index}`)))
    expect(people.size).toBe(8)
  })
})

test('a person blinks, and looks most of the time', () => {
  const eyes = Array.from({ length: 2_000 }, (_, index) => personPose(index / 100, 0).eyes)
  expect(Math.min(...eyes)).toBeLessThan(0.2)
  expect(eyes.filter((open) => open === 1).length).toBeGreaterThan(1_800)
})
