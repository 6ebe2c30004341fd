/**
 * `@televid/core/server-adapter`: the server half of a vendor. Nothing of it reaches a browser.
 *
 * @packageDocumentation
 */
export type * from './server-adapter.ts'
export * from './webhook-event.ts'
