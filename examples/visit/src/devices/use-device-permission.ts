import { useEffect, useState } from 'react'

/**
 * What the browser says of the permission to use a device, kept up to date. `undefined` while it is asked, `null` where the
 * browser does not tell.
 */
export function useDevicePermission(name: 'camera' | 'microphone' | null): PermissionState | null | undefined {
  const [state, setState] = useState<PermissionState | null | undefined>(name === null ? null : undefined)
  useEffect(() => {
    if (name === null) return
    const control = new AbortController()
    const watch = async () => {
      const status = await navigator.permissions.query({ name })
      if (control.signal.aborted) return
      setState(status.state)
      status.addEventListener('change', () => setState(status.state), { signal: control.signal })
    }
    watch().catch(() => {
      if (!control.signal.aborted) setState(null)
    })
    return () => control.abort()
  }, [name])
  return state
}
