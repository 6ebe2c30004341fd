/**
 * `@televid/core/server-adapter`: the server half of a vendor. Nothing of it reaches a browser.
 *
 * @packageDocumentation
 */
export * from './retried.ts'
export type * from './server-adapter.ts'
export * from './watch-expulsions.ts'
export * from './webhook-event.ts'
