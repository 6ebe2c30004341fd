/** An invariant of cases.md, as cases and traces name it. */
export type Invariant = `inv. ${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
