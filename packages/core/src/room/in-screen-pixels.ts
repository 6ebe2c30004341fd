interface Size {
  readonly width: number
  readonly height: number
}

/** More than two to a CSS pixel is sharper than anybody sees in a moving picture. */
const densest = 2

/** What a size in CSS pixels takes of the screen. */
export function inScreenPixels({ width, height }: Size): Size {
  const density = Math.min(globalThis.devicePixelRatio || 1, densest)
  return { width: Math.round(width * density), height: Math.round(height * density) }
}
