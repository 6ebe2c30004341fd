import type { NetworkQuality, WithRaw } from '@televid/core/adapter'

/** Twilio has the same steps, 0 (broken) to 5, and `null` until it knows ("Using the Network Quality API"). */
export function mapTwilioQuality(level: number | null): WithRaw<NetworkQuality> {
  const known = level !== null && Number.isInteger(level) && level >= 0 && level <= 5
  return { unified: known ? (level as NetworkQuality) : null, raw: level }
}
