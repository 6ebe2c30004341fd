/** What a shortcut does. The letter is that of the key cap on a US keyboard, where layouts differ. */
export const shortcutKeys = { microphone: 'M', camera: 'V', chat: 'C', people: 'P' } as const

export type ShortcutName = keyof typeof shortcutKeys

export const shortcutNames = Object.keys(shortcutKeys) as readonly ShortcutName[]

type KeyPress = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'target'>

/**
 * Which shortcut a key press is. All need Alt (Option on a Mac): a single letter would be pressed by accident and by
 * speech input (WCAG 2.1.4). AltGr is no Alt: it comes with Ctrl or without Alt. While somebody types, Option writes
 * characters.
 */
export function shortcutOf(event: KeyPress): ShortcutName | null {
  const { altKey, ctrlKey, metaKey, shiftKey, repeat } = event
  if (!altKey || ctrlKey || metaKey || shiftKey || repeat) return null
  if (isTyping(event.target)) return null
  return shortcutNames.find((name) => event.code === `Key${shortcutKeys[name]}`) ?? null
}

/** As the keys are called on this computer: `Alt+M`, or `⌥M` on a Mac. */
export function shortcutText(name: ShortcutName, platform: string): string {
  return /mac|iphone|ipad/i.test(platform) ? `⌥${shortcutKeys[name]}` : `Alt+${shortcutKeys[name]}`
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null
  return (
    element?.isContentEditable === true ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(element?.tagName?.toUpperCase() ?? '')
  )
}
