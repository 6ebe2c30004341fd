import { type ReactNode, type Ref, useId } from 'react'

export interface SelectOption {
  readonly value: string
  readonly label: string
}

export interface SelectFieldProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly options: readonly SelectOption[]
  readonly value: string
  readonly onChange: (value: string) => void
  /** What went wrong with the last choice. */
  readonly error?: string | null
  readonly ref?: Ref<HTMLSelectElement> | undefined
}

/** A labeled list to choose one of. The browser's own select: known to everybody, good on every phone. */
export function SelectField({ label, icon, options, value, onChange, error, ref }: SelectFieldProps): ReactNode {
  const id = useId()
  return (
    <div className="select-field">
      <label htmlFor={id}>
        {icon}
        {label}
      </label>
      <select
        ref={ref}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={error ? `${id}-error` : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {error && (
        <p id={`${id}-error`} role="alert" className="field-error">
          {error}
        </p>
      )}
    </div>
  )
}
