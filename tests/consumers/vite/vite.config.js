import { defineConfig } from 'vite'

// The pages may be served from any folder.
export default defineConfig({ base: './' })
