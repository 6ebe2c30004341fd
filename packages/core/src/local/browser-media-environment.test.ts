import { describe, expect, it, vi } from 'vitest'
import { browserMediaEnvironment } from './browser-media-environment.ts'

describe('browserMediaEnvironment', () => {
  it('is there in Node and throws a typed error when used', () => {
    const environment = browserMediaEnvironment()
    expect(() => environment.mediaDevices()).toThrow(expect.objectContaining({ code: 'unsupported' }))
    expect(() => environment.createAudio()).toThrow(expect.objectContaining({ code: 'unsupported' }))
    expect(environment.exclusiveCapture()).toBe(false)
    environment.onVisible(() => {})()
  })

  it('tells an insecure page', () => {
    vi.stubGlobal('navigator', {})
    vi.stubGlobal('isSecureContext', false)
    try {
      const { mediaDevices } = browserMediaEnvironment()
      expect(mediaDevices).toThrow(expect.objectContaining({ code: 'insecure-context' }))
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it.each([
    ['iPhone', { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X)', maxTouchPoints: 5 }, true],
    [
      'iPad',
      { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', platform: 'MacIntel', maxTouchPoints: 5 },
      true,
    ],
    ['Android', { userAgent: 'Mozilla/5.0 (Linux; Android 10; K)', platform: 'Linux armv81', maxTouchPoints: 5 }, true],
    [
      'Mac',
      { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', platform: 'MacIntel', maxTouchPoints: 0 },
      false,
    ],
    ['Windows tablet', { userAgent: 'Mozilla/5.0 (Windows NT 10.0)', platform: 'Win32', maxTouchPoints: 10 }, false],
  ])('knows whether a %s holds one capture at a time', (_, navigator, expected) => {
    vi.stubGlobal('navigator', navigator)
    try {
      expect(browserMediaEnvironment().exclusiveCapture()).toBe(expected)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
