import { defineConfig } from 'vitest/config'

/** Workspace packages resolve to their TypeScript source, so no test needs a build first. */
const conditions = ['@televid/source', 'module', 'browser', 'development|production']
const resolveSource = {
  resolve: { conditions },
  ssr: { resolve: { conditions: ['@televid/source', 'node'] } },
}

export default defineConfig({
  test: {
    // Files that do not share a browser run on every core; the default leaves one idle, which on two cores is half.
    maxWorkers: '100%',
    projects: [
      {
        ...resolveSource,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...resolveSource,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/bench/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
