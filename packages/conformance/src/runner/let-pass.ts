/** Lets a time pass that the sentence of a case names. Never a wait for a result: that is `waitFor`. */
export function letPass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
