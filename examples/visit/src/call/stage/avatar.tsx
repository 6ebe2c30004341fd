import type { ReactNode } from 'react'
import { initials } from './initials.ts'

const shades = 5

/** Stands in for a picture. The color belongs to the person, so that people stay apart. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const sum = [...id].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return (
    <div className={`avatar avatar-${sum % shades}`} aria-hidden="true">
      <span>{initials(name)}</span>
    </div>
  )
}
