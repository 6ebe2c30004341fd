import type { ComponentPropsWithRef, ReactNode } from 'react'

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly icon?: ReactNode
}

export function Button({ look = 'secondary', icon, children, className = '', ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" className={`button button-${look} ${className}`} {...rest}>
      {icon}
      <span>{children}</span>
    </button>
  )
}
