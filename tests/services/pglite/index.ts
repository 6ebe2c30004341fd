export { newPgliteFolder, type PgliteFolder } from './new-pglite-folder.ts'
