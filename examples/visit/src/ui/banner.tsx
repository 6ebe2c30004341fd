import type { ReactNode } from 'react'

export interface BannerProps {
  readonly tone: 'info' | 'warning' | 'danger'
  readonly icon?: ReactNode
  readonly children: ReactNode
  /** Usually a button. */
  readonly action?: ReactNode
}

/** One line that says what is going on. What must be heard at once is announced as well, by whoever shows it. */
export function Banner({ tone, icon, children, action }: BannerProps): ReactNode {
  return (
    <div className={`banner banner-${tone}`}>
      {icon}
      <p>{children}</p>
      {action}
    </div>
  )
}
