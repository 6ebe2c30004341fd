/** Up to two letters for a person without a picture; titles such as "Dr." are left out. */
export function initials(name: string): string {
  const words = name
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter((word) => word !== '')
  const own = words.filter((word) => !word.endsWith('.'))
  const [first, ...rest] = own.length > 0 ? own : words
  return [first, rest.at(-1)]
    .flatMap((word) => (word ? [...word].slice(0, 1) : []))
    .join('')
    .toUpperCase()
}
