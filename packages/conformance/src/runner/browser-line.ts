/** Begins a line of a page's console that the browser wrote by itself, and no code of the page. */
export const browserLine = 'browser '
