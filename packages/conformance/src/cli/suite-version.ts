import { createRequire } from 'node:module'

/** Of this package, by its own name: where this file stands depends on the build. */
export function suiteVersion(): string {
  return createRequire(import.meta.url)('@televid/conformance/package.json').version
}
