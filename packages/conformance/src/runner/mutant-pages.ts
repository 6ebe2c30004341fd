import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'
import type { CoreMutant } from '../mutants/mutant.ts'
import { coreSource, patchSource } from '../mutants/patch-source.ts'
import { bundle } from './bundle.ts'
import type { PageHost } from './page-host.ts'
import type { Planting } from './plan-mutants.ts'

const fromSource = import.meta.url.endsWith('.ts')
const files = {
  page: new URL(fromSource ? '../page/index.ts' : './page/index.js', import.meta.url),
  mutants: new URL(fromSource ? '../mutants/index.ts' : './mutants/index.js', import.meta.url),
}

/** Pages with a fault in them. Each core mutant is a bundle of its own, made when it is first asked for. */
export class MutantPages {
  readonly #host: PageHost
  readonly #adapterModule: string
  readonly #scripts = new Map<string, Promise<string>>()

  constructor(host: PageHost, adapterModule: string) {
    this.#host = host
    this.#adapterModule = adapterModule
  }

  /** @param armed whether the fault begins at once; else when the page is told */
  async host({ core, wrapper }: Pick<Planting, 'core' | 'wrapper'>, armed: boolean): Promise<PageHost> {
    const page = await this.#page(core)
    return { ...this.#host, url: `${page}&mutant=${wrapper?.id ?? ''}${armed ? '&armed' : ''}` }
  }

  #page(core: CoreMutant | undefined): Promise<string> {
    const name = core ? `core-${core.id}` : 'mutants'
    const known = this.#scripts.get(name)
    if (known) return known
    const made = this.#bundle(core).then((script) => this.#host.add(name, script))
    this.#scripts.set(name, made)
    return made
  }

  #bundle(core: CoreMutant | undefined): Promise<string> {
    return bundle(
      `import { startPage } from ${JSON.stringify(fileURLToPath(files.page))}
       import { absorbedMutants, fatalMutants } from ${JSON.stringify(fileURLToPath(files.mutants))}
       import { adapter } from ${JSON.stringify(this.#adapterModule)}
       const asked = new URLSearchParams(location.search)
       window.faultsArmed = asked.has('armed')
       const mutant = [...fatalMutants, ...absorbedMutants].find(({ id }) => id === asked.get('mutant'))
       startPage({ adapter: mutant ? mutant.wrap(adapter) : adapter })`,
      'browser',
      core ? [patching(core)] : [],
    )
  }
}

/** Patches core while it is bundled. */
function patching({ id, patches }: CoreMutant): Plugin {
  if (coreSource === null) throw new Error(`${id} patches the source of @televid/core, which is not here.`)
  const folder = coreSource
  return {
    name: `core mutant ${id}`,
    setup({ onEnd, onLoad }) {
      const left = new Set(patches.map(({ file }) => file))
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(folder, path).split(sep).join('/')
        if (!left.delete(file)) return null
        return {
          contents: patchSource(id, file, await readFile(join(folder, file), 'utf8'), patches),
          loader: 'ts',
        }
      })
      onEnd(() => {
        if (left.size > 0) throw new Error(`${id} patches ${[...left].join(', ')}, which is in no page of the suite.`)
      })
    },
  }
}
