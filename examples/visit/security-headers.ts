/**
 * What a server sends with every page and asset of the visit. Nothing is loaded from elsewhere, nothing inline runs, and no
 * other site learns the address of a visit or may frame it.
 *
 * @param origins what the page contacts at the vendor: `browserOrigins` of the control plane
 */
export function securityHeaders(origins: readonly string[]): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      // WebAssembly: the background blur.
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self' data:",
      "media-src 'self' blob:",
      ["connect-src 'self'", ...origins].join(' '),
      "worker-src 'self'",
      "font-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'permissions-policy':
      'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  }
}
