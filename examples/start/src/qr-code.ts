import { renderUnicodeCompact } from 'uqr'

/** Light modules around the code that ISO/IEC 18004 asks for; a scanner may not find it in a dark terminal without. */
const quietZone = 4

/**
 * A QR code in half blocks, two rows of modules per line. Light modules are inked, dark ones are blanks: for light text on
 * a dark ground.
 */
export function qrCode(text: string): string {
  return renderUnicodeCompact(text, { border: quietZone })
}
