import { expect, it } from 'vitest'
import { initials } from './initials.ts'

it.each([
  ['Maria Silva', 'MS'],
  ['Dr. Ada Ngozi Okafor', 'AO'],
  ['Clinician', 'C'],
  ['  élodie  ', 'É'],
  ['李 小龙', '李小'],
  ['Dr.', 'D'],
  ['(Jon) Berg', 'JB'],
  ['', ''],
])('of "%s" are "%s"', (name, expected) => {
  expect(initials(name)).toBe(expected)
})
