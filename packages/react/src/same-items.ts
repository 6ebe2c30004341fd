/** Whether two lists hold the same items in the same order: the `isEqual` for a selector that builds a list. */
export function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => Object.is(item, right[index]))
}
