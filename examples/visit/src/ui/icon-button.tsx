import type { ComponentPropsWithRef, ReactNode } from 'react'

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly icon: ReactNode
  /** What it does now; the name for screen readers, and the tooltip. */
  readonly label: string
  /** A short word under the icon where there is room. */
  readonly caption?: string
  readonly look?: 'plain' | 'off' | 'danger'
}

export function IconButton({
  icon,
  label,
  caption,
  look = 'plain',
  className = '',
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`icon-button icon-button-${look} ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      {icon}
      {caption !== undefined && (
        <span className="icon-button-caption" aria-hidden="true">
          {caption}
        </span>
      )}
    </button>
  )
}
