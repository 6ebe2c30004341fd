/**
 * `@televid/conformance/vitest`: the suite as tests of vitest, one line for an adapter.
 *
 * @packageDocumentation
 */
export { type ConformanceTestOptions, describeConformance } from './describe-conformance.ts'
