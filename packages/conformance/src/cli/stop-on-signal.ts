export interface StopOnSignal {
  readonly signal: AbortSignal
  dispose(): void
}

/**
 * Ctrl-C and a build server that cancels: the first asks for an orderly end, which closes rooms and processes; a second ends the
 * process at once.
 */
export function stopOnSignal(say: (text: string) => void): StopOnSignal {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    say('\nStopping after the cases that run now. Once more ends at once, and leaves rooms of an account to --clean.')
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: controller.signal,
    dispose() {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}
