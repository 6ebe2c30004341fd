/**
 * Posts while the page goes away, best effort. What is on its way through a WebSocket then is lost in Chromium, and whatever
 * needs a preflight never goes out: so the token is in the body, and the body is plain text for the browser.
 *
 * @param body JSON, with the bearer token as `token`
 */
export function sayGoodbye(url: string | URL, body: { readonly token: string; readonly [key: string]: unknown }): void {
  fetch(url, { method: 'POST', keepalive: true, referrerPolicy: 'no-referrer', body: JSON.stringify(body) }).catch(
    () => {},
  )
}
