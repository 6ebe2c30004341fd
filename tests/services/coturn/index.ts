export { type CoturnSearch, findCoturn } from './find-coturn.ts'
export { type CoturnServer, startCoturn } from './start-coturn.ts'
