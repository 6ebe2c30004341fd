import type { NetworkQuality, WithRaw } from '@televid/core/adapter'

/** LiveKit has four steps; there is none for 1 and 3. */
const steps: Readonly<Record<string, NetworkQuality>> = { excellent: 5, good: 4, poor: 2, lost: 0 }

export function mapLivekitQuality(quality: string): WithRaw<NetworkQuality> {
  return { unified: steps[quality] ?? null, raw: quality }
}
