/** Whether two plain objects or arrays have the same own fields, compared with `Object.is`. */
export function shallowEqual<T extends object>(left: T, right: T): boolean {
  if (left === right) return true
  const keys = Object.keys(left) as (keyof T)[]
  return keys.length === Object.keys(right).length && keys.every((key) => Object.is(left[key], right[key]))
}

/** `previous` when `next` says the same, so that unchanged parts keep their identity. */
export function keep<T extends object>(previous: T, next: T): T {
  return shallowEqual(previous, next) ? previous : next
}

/** A record that shows other fields in its snapshot; the same record when they say nothing new. */
export function showing<S extends object, R extends { readonly snapshot: S }>(
  record: R,
  fields: Partial<R['snapshot']>,
): R {
  const snapshot = keep(record.snapshot, { ...record.snapshot, ...fields })
  return snapshot === record.snapshot ? record : { ...record, snapshot }
}
