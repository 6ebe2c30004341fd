/** How emphasis is printed; every function returns text. */
export interface TerminalStyle {
  bold(text: string): string
  dim(text: string): string
  /** Light on dark, whatever the colors of the terminal are; several lines. */
  lightOnDark(text: string): string
}

const control = '\u001b['

/**
 * Colors for a terminal that takes them, plain text for files, pipes and with `NO_COLOR` (https://no-color.org).
 */
export function terminalStyle(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): TerminalStyle {
  const plain = !isTerminal || Boolean(environment.NO_COLOR) || environment.TERM === 'dumb'
  const within = (open: string, close: string) => (text: string) =>
    plain ? text : text.replace(/^.+$/gm, (line) => `${control}${open}m${line}${control}${close}m`)
  return {
    bold: within('1', '22'),
    dim: within('2', '22'),
    lightOnDark: within('38;5;231;48;5;16', '0'),
  }
}
