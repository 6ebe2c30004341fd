import type { NetworkQuality, WithRaw } from '@televid/core/adapter'

/** Twilio has the same steps, 0 (broken) to 5, and `null` until it knows ("Using the Network Quality API"). */
export function mapTwilioQuality(level: number | null): WithRaw<NetworkQuality> {
  const steps: readonly NetworkQuality[] = [0, 1, 2, 3, 4, 5]
  return { unified: steps[level ?? -1] ?? null, raw: level }
}
