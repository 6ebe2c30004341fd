/** What can be served; the names are folders of `examples/`. */
export const exampleNames = ['visit', 'minimal'] as const

export type ExampleName = (typeof exampleNames)[number]

/** What the terminal calls the two roles of an example. The roles themselves are the same. */
export const roleNames = {
  visit: { host: 'Clinician', guest: 'Patient' },
  minimal: { host: 'Host', guest: 'Guest' },
} as const satisfies Record<ExampleName, { readonly host: string; readonly guest: string }>
