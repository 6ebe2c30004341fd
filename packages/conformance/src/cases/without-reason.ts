/** An event without why somebody left: some vendors do not say (`reason/why-others-left` judges what those say who do). */
export function withoutReason(event: string): string {
  return event.replace(/^(participantLeft \S+) .*$/, '$1')
}
