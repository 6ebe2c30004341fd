import { useLocalSource, useRoom } from '@televid/react'
import { useCallback, useState } from 'react'
import { backgroundBlur, backgroundBlurSupported } from '../../media/background-blur.ts'

export interface BackgroundBlur {
  readonly supported: boolean
  /** The picture that the others get is blurred. */
  readonly on: boolean
  /** The camera runs, so that there is something to blur. */
  readonly available: boolean
  readonly preparing: boolean
  readonly toggle: () => void
}

/** Blurs what is behind oneself. When that fails the camera goes off, and a banner says it: nothing is ever shown unblurred. */
export function useBackgroundBlur(): BackgroundBlur {
  const room = useRoom()
  const { state, processed } = useLocalSource('camera')
  const [preparing, setPreparing] = useState(false)
  const toggle = useCallback(() => {
    setPreparing(true)
    room.local.camera
      .setProcessor(processed ? null : backgroundBlur)
      .catch(() => {})
      .finally(() => setPreparing(false))
  }, [room, processed])
  return {
    supported: backgroundBlurSupported(),
    on: processed,
    available: state === 'live' || state === 'interrupted',
    preparing,
    toggle,
  }
}
