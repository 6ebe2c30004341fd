import { useEffect, useRef } from 'react'
import { type ShortcutName, shortcutOf } from './shortcut.ts'

/** Keyboard shortcuts of the call, for as long as the component is mounted. A dialog in front of the call stops them. */
export function useShortcuts(actions: Readonly<Record<ShortcutName, () => void>>): void {
  const newest = useRef(actions)
  useEffect(() => {
    newest.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event)
      if (!name || document.querySelector('dialog[open]')) return
      event.preventDefault()
      newest.current[name]()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
