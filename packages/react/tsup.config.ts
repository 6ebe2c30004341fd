import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  dts: true,
  clean: true,
  sourcemap: true,
  // Frameworks with server components draw their line here: everything in this package runs in the browser.
  banner: { js: "'use client'" },
})
