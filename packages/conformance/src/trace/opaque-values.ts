/**
 * Names for values that must not leave the page: the same value has the same name, another value another one. So a trace
 * tells that something changed, and not what it says.
 */
export class OpaqueValues {
  readonly #primitives = new Map<unknown, string>()
  readonly #objects = new WeakMap<object, string>()
  #next = 1

  nameOf(value: unknown): string {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    const known = isObject ? this.#objects.get(value) : this.#primitives.get(value)
    if (known !== undefined) return known
    const name = `value-${this.#next++}`
    if (isObject) this.#objects.set(value, name)
    else this.#primitives.set(value, name)
    return name
  }

  /** The same fields, each value replaced by its name. */
  fieldsOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
    return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, this.nameOf(value)]))
  }
}
