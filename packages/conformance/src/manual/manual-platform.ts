/** Browsers that are tested by hand. */
export const manualPlatforms = ['safari-ios', 'chrome-android'] as const
export type ManualPlatform = (typeof manualPlatforms)[number]

export const platformNames: Readonly<Record<ManualPlatform, string>> = {
  'safari-ios': 'Safari on iOS',
  'chrome-android': 'Chrome on Android',
}
