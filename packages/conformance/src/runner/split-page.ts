import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Access } from '../harness/conformance-harness.ts'
import { sourceConditions } from './bundle.ts'

/** A page whose parts are loaded when they are needed, as an app's bundler makes it. */
export interface SplitPage {
  /** Path of the page. */
  readonly path: string
  /** Path of the part that the page begins with. */
  readonly entry: string
  /** Source of each part by its path. */
  readonly parts: ReadonlyMap<string, string>
  /** Paths of the parts that hold a file whose own path contains the text. */
  partsWith(text: string): readonly string[]
}

declare global {
  interface Window {
    /** Of a split page: makes its room, with the adapter still to be loaded; joins it. */
    split: {
      open(vendor: string, room: string, access: Access): void
      join(): Promise<void>
      leave(): Promise<void>
    }
  }
}

const folder = '/split'

/** Bundles a smallest app that loads the adapter on demand, as the README of core says. */
export async function splitPage(adapterModule: string): Promise<SplitPage> {
  const { metafile, outputFiles } = await build({
    stdin: {
      contents: `
        import { createTelevid } from '@televid/core'
        let room
        window.split = {
          open(vendor, name, access) {
            const adapters = { [vendor]: () => import(${JSON.stringify(adapterModule)}) }
            const televid = createTelevid({ adapters, grants: access.grants ?? (() => access.grant) })
            room = televid.room(name, access.invite ? { invite: access.invite } : {})
          },
          join: () => room.join(),
          leave: () => room.leave(),
        }`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      sourcefile: 'entry.js',
    },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: sourceConditions,
    outdir: folder,
    entryNames: 'entry',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const inputs = Object.entries(metafile.outputs).map(([path, output]) => ({
    path: path.slice(path.indexOf(`${folder.slice(1)}/`) - 1),
    files: Object.keys(output.inputs),
  }))
  return {
    path: `${folder}/`,
    entry: `${folder}/entry.js`,
    parts: new Map(outputFiles.map(({ path, text }) => [path, text])),
    partsWith: (text) =>
      inputs.filter(({ files }) => files.some((file) => file.includes(text))).map(({ path }) => path),
  }
}
