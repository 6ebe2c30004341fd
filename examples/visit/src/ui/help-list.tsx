import { type ReactNode, useId } from 'react'

export interface HelpListProps {
  readonly title?: string
  readonly items: readonly string[]
}

/** A few things to try, in no order. */
export function HelpList({ title, items }: HelpListProps): ReactNode {
  const id = useId()
  return (
    <div className="help-list">
      {title && <p id={id}>{title}</p>}
      <ul aria-labelledby={title && id}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  )
}
