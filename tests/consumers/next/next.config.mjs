// The embedded database brings files of its own: the server's packages are loaded by Node and not bundled.
export default { serverExternalPackages: ['@televid/server'] }
