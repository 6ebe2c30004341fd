import { join } from 'node:path'
import { defineConfig } from 'vite'

const page = (step: string) => join(import.meta.dirname, step, 'index.html')

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@televid/source', 'module', 'browser', 'development|production'] },
  build: {
    target: ['es2022', 'safari16.4'],
    rollupOptions: { input: [page('step-1'), page('step-2'), page('step-3')] },
  },
})
