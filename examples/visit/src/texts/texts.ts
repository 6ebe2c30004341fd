import { arrivalTexts } from './arrival-texts.ts'
import { callTexts } from './call-texts.ts'
import { deviceTexts } from './device-texts.ts'
import { farewellTexts } from './farewell-texts.ts'

/**
 * Every word the visit shows or says. A translation is another object of this type; what depends on a value is a function.
 */
export const texts = {
  arrival: arrivalTexts,
  call: callTexts,
  device: deviceTexts,
  farewell: farewellTexts,
} as const
