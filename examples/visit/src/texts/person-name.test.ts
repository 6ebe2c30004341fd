import { expect, it } from 'vitest'
import { personName, roleName } from './person-name.ts'

it('is the name, else what the person is here', () => {
  expect(personName({ displayName: 'Maria Silva', role: 'guest' })).toBe('Maria Silva')
  expect(personName({ displayName: '  ', role: 'host' })).toBe('Clinician')
  expect(personName({ role: 'guest' })).toBe('Patient')
  expect(personName({ role: 'interpreter' })).toBe('Interpreter')
  expect(personName({ role: 'observer' })).toBe('Observer')
  expect(personName({})).toBe('Guest')
})

it('knows no other role, whatever it is called', () => {
  for (const role of ['dietitian', '', 'constructor', '__proto__', null, undefined])
    expect(roleName(role)).toBe('Guest')
})
