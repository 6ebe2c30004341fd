import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where `package.json` of this folder is installed. */
const modules = process.env.TELEVID_REACT_18
if (modules === undefined) throw new Error('TELEVID_REACT_18 must name the node_modules folder with React 18.')

/** The unit tests of `packages/react` as they are, on another React. */
export default defineConfig({
  root,
  resolve: {
    conditions: ['@televid/source', 'module', 'browser', 'development|production'],
    alias: [
      { find: /^(react|react-dom)(?=\/|$)/, replacement: `${modules}/$1` },
      // Its CommonJS build would find the React beside it.
      { find: /^@testing-library\/react$/, replacement: '@testing-library/react/dist/@testing-library/react.esm.js' },
    ],
  },
  ssr: { resolve: { conditions: ['@televid/source', 'node'] } },
  test: {
    include: ['packages/react/src/**/*.test.tsx', 'tests/react-18/version.test.ts'],
    server: { deps: { inline: ['@testing-library/react'] } },
    testTimeout: 30_000,
  },
})
