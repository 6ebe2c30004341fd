import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, test } from 'vitest'

test('the other tests of this run are on the oldest supported React', () => {
  expect([version, domVersion]).toEqual(['18.2.0', '18.2.0'])
})
