import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { shortcutNames, shortcutText } from './shortcut.ts'

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { title, note, names } = texts.call.shortcuts
  return (
    <Dialog title={title} onClose={onClose}>
      <dl className="shortcuts">
        {shortcutNames.map((name) => (
          <div key={name}>
            <dt>{names[name]}</dt>
            <dd>
              <kbd>{shortcutText(name, navigator.platform)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p>{note}</p>
    </Dialog>
  )
}
