// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../packages/', import.meta.url))

/**
 * Packages that run on servers only, like the entry `./server` of an adapter; all others are for browsers and may ask for no
 * browser global at import time.
 */
const serverSide = new Set(['@televid/conformance', '@televid/server'])

/**
 * @typedef {object} PublishedPackage
 * @property {string} name
 * @property {string} folder absolute path
 * @property {{ specifier: string, source: string, types: string, built: string, serverSide: boolean }[]} entries JavaScript entries of `exports`;
 *   paths are relative to the package
 */

/** Every package that is meant to be published, from its own package.json. @returns {PublishedPackage[]} */
export function publishedPackages() {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'package.json')))
    .flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
      if (manifest.private) return []
      const entries = Object.entries(manifest.exports).flatMap(([key, target]) =>
        typeof target === 'string'
          ? []
          : [
              {
                specifier: manifest.name + key.slice(1),
                source: target['@televid/source'],
                types: target.types,
                built: target.default,
                serverSide: serverSide.has(manifest.name) || key === './server',
              },
            ],
      )
      return [{ name: manifest.name, folder: path, entries }]
    })
}
