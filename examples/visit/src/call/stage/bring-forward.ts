/**
 * Gives who speaks a place among the first `places`, by changing with whoever of those spoke longest ago; nobody else
 * moves, so that faces stay where one looks for them.
 *
 * @param spokeAt when each spoke last, any rising number; absent: never
 */
export function bringForward(
  order: readonly string[],
  speaker: string,
  places: number,
  spokeAt: ReadonlyMap<string, number>,
): readonly string[] {
  const from = order.indexOf(speaker)
  if (from < places || places < 1) return order
  const quietest = order
    .slice(0, places)
    .map((id, place) => ({ place, at: spokeAt.get(id) ?? Number.NEGATIVE_INFINITY }))
    // On a tie the last place, which is the least prominent one.
    .reduce((left, right) => (right.at <= left.at ? right : left))
  const next = [...order]
  next[from] = order[quietest.place] ?? speaker
  next[quietest.place] = speaker
  return next
}
