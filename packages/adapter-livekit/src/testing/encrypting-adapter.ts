import { createLivekitAdapter } from '../livekit-adapter.ts'

/** As an app with a worker has it. The page serves `livekit-client/e2ee-worker` under this path. */
export const workerPath = '/livekit-e2ee-worker.js'

export const adapter = createLivekitAdapter({ encryptionWorker: () => new Worker(workerPath, { type: 'module' }) })
