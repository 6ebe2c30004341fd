import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'probe/index': 'src/probe/index.ts',
    'page/index': 'src/page/index.ts',
    'mutants/index': 'src/mutants/index.ts',
    'vitest/index': 'src/vitest/index.ts',
    'cli/main': 'src/cli/main.ts',
  },
  format: 'esm',
  target: 'es2022',
  platform: 'node',
  dts: true,
  clean: true,
  sourcemap: true,
})
