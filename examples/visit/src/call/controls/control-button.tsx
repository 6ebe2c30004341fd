import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import { IconButton, type IconButtonProps } from '../../ui/icon-button.tsx'
import { type ShortcutName, shortcutKeys, shortcutText } from './shortcut.ts'

export interface ControlButtonProps extends Omit<IconButtonProps, 'title'> {
  /** What a press does now. */
  readonly tooltip?: string
  readonly shortcut?: ShortcutName
  /** A small number at the icon. Its meaning is part of the label. */
  readonly badge?: number
}

/** A button of the control bar. */
export function ControlButton({
  tooltip,
  shortcut,
  badge = 0,
  icon,
  label,
  className = '',
  ...rest
}: ControlButtonProps): ReactNode {
  const text = tooltip ?? label
  const title = shortcut ? texts.call.controls.withShortcut(text, shortcutText(shortcut, navigator.platform)) : text
  return (
    <IconButton
      {...rest}
      className={`control ${className}`}
      label={label}
      title={title}
      aria-keyshortcuts={shortcut && `Alt+${shortcutKeys[shortcut]}`}
      icon={
        <span className="control-icon" data-count={badge > 9 ? '9+' : badge || undefined}>
          {icon}
        </span>
      }
    />
  )
}
