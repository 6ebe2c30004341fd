import { createCipheriv } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  plugins: [react(), networkCheckFile()],
  resolve: { conditions: ['@televid/source', 'module', 'browser', 'development|production'] },
  // Safari 16.4 is the oldest with everything a call needs here.
  build: { target: ['es2022', 'safari16.4'], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // The background blur's worker loads its runtime with `import()`, which only modules have.
  worker: { format: 'es' },
  // The background blur's model.
  assetsInclude: ['**/*.tflite'],
})

/** What the network check downloads: bytes that no server on the way can make fewer, the same in every build. */
function networkCheckFile(): Plugin {
  const fileName = 'network-check.bin'
  const zeros = Buffer.alloc(512 * 1024)
  const source = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(zeros)
  return {
    name: 'network-check-file',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source })
    },
    configureServer({ middlewares, config }) {
      middlewares.use(`${config.base}${fileName}`, (_request, response) => {
        response.setHeader('content-type', 'application/octet-stream')
        response.end(source)
      })
    },
  }
}
