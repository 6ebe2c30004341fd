import { defineConfig } from 'vitest/config'

/** Workspace packages resolve to their TypeScript source, so no test needs a build first. */
const conditions = ['@televid/source', 'module', 'browser', 'development|production']
const resolveSource = {
  resolve: { conditions },
  ssr: { resolve: { conditions: ['@televid/source', 'node'] } },
}

/** Tests in a real Chromium: one folder, one file at a time, because two calls at once disturb each other's media. */
function inChromium(name: string) {
  return {
    ...resolveSource,
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      globalSetup: ['tests/bench/global-setup.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      fileParallelism: false,
    },
  }
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
          // PGlite (WebAssembly) compiled once and not a second time for speed, which costs more than it brings in a short life.
          execArgv: ['--liftoff-only'],
          // A file that renders asks for a document itself: `// @vitest-environment happy-dom`.
          include: ['{packages,examples}/*/src/**/*.test.{ts,tsx}', 'tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      inChromium('browser'),
      inChromium('visit'),
      inChromium('slow'),
      inChromium('screenshots'),
      inChromium('mutants'),
    ],
  },
})
