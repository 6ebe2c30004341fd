/** Chromium merges several `--disable-features` differently per version: keep it one. */
const disabledFeatures = [
  'WebRtcHideLocalIpsWithMdns',
  'LocalNetworkAccessChecks',
  'LocalNetworkAccessChecksWebSockets',
  'LocalNetworkAccessChecksWebRTC',
  'BlockInsecurePrivateNetworkRequests',
  'OptimizationHints',
  'MediaRouter',
  'DialMediaRouteProvider',
  'Translate',
  'InterestFeedContentSuggestions',
  'CertificateTransparencyComponentUpdater',
  'AutofillServerCommunication',
]

/** How the bench starts Chromium: fake devices, no permission prompts, and nothing that the browser fetches on its own. */
export const chromiumFlags: string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=device-count=2',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  `--disable-features=${disabledFeatures.join(',')}`,
  // Chromium's sandbox refuses to start as root, as in CI containers. The pages are ours.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
