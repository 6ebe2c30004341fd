import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@televid/source', 'module', 'browser', 'development|production'] },
  // Safari 16.4 is the oldest with everything a call needs here.
  build: { target: ['es2022', 'safari16.4'], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // The background blur's worker loads its runtime with `import()`, which only modules have.
  worker: { format: 'es' },
  // Vite's own file types do not know the model.
  assetsInclude: ['**/*.tflite'],
})
