/** The parts of React's internal nodes that its developer tools read too. */
interface Fiber {
  readonly tag: number
  readonly type: unknown
  readonly elementType: unknown
  readonly flags: number
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly alternate: Fiber | null
}

/** Function, class, forwardRef, memo and simple memo components. */
const componentTags = new Set([0, 1, 11, 14, 15])
const performedWork = 1

/**
 * Types of the components that rendered in each commit from now on, told the way the React developer tools tell it: so
 * that components of a library are counted as those of one's own are.
 *
 * @returns stops, and returns them, one entry a render
 */
export function watchRenders(): () => readonly unknown[] {
  const rendered: unknown[] = []
  const visit = (fiber: Fiber, before: Fiber | null): void => {
    if (fiber === before) return
    if (componentTags.has(fiber.tag) && (before === null || fiber.flags & performedWork))
      rendered.push(fiber.elementType)
    if (before !== null && fiber.child === before.child) return
    for (let child = fiber.child; child !== null; child = child.sibling) visit(child, child.alternate)
  }
  const { reactCommits } = window
  reactCommits.listener = ({ current }) => visit(current, current.alternate)
  return () => {
    reactCommits.listener = null
    return rendered
  }
}

declare global {
  interface Window {
    /** Filled by `devtools-hook.js`, which has to run before React does. */
    readonly reactCommits: { listener: ((root: { readonly current: Fiber }) => void) | null }
  }
}
