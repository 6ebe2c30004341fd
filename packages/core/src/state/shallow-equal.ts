/** Whether two plain objects have the same own fields, compared with `Object.is`. */
export function shallowEqual(left: object, right: object): boolean {
  if (left === right) return true
  const leftEntries = Object.entries(left)
  if (leftEntries.length !== Object.keys(right).length) return false
  return leftEntries.every(([key, value]) => Object.is(value, (right as Record<string, unknown>)[key]))
}

/** `previous` when `next` says the same, so that unchanged parts keep their identity. */
export function keep<T extends object>(previous: T, next: T): T {
  return shallowEqual(previous, next) ? previous : next
}
