/** Version of `@televid/core`; sent with each grant request so that a server can refuse a page that cannot follow. */
export const coreVersion = '0.1.0'
