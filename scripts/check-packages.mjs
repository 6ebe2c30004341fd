// @ts-check
/** After a build: is every package what its package.json promises, for every way of importing it? */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { importInPlainNode } from './import-in-plain-node.mjs'
import { publishedPackages } from './packages.mjs'

const attw = join(
  dirname(createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json')),
  'dist/index.js',
)

/** @type {string[]} */
const problems = []

/** @param {import('./packages.mjs').PublishedPackage} subject */
async function check({ name, folder, entries }) {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: 'npm' })
  for (const message of messages) problems.push(`${name}: publint: ${formatMessage(message, pkg, { color: false })}`)

  const types = spawnSync(process.execPath, [
    attw,
    '--pack',
    folder,
    '--profile',
    'esm-only',
    '--no-color',
    '--no-emoji',
  ])
  if (types.status !== 0) problems.push(`${name}: attw:\n${types.stdout}${types.stderr}`)

  for (const { serverSide, specifier, ...files } of entries) {
    const missing = Object.values(files).filter((file) => !existsSync(join(folder, file)))
    if (missing.length > 0) {
      problems.push(`${specifier}: package.json names ${missing.join(', ')}, which the build did not make.`)
      continue
    }
    try {
      const { exported, touched, resources } = await importInPlainNode(specifier)
      if (!serverSide && touched.length > 0)
        problems.push(`${specifier}: asks for ${touched.join(', ')} at import time.`)
      if (resources.length > 0) problems.push(`${specifier}: leaves ${resources.join(', ')} open by being imported.`)
      console.log(`ok     ${specifier} (${exported.length} exports)`)
    } catch (error) {
      problems.push(/** @type {Error} */ (error).message)
    }
  }

  const exported = new Set(entries.map(({ built }) => built))
  for (const file of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const path = `./dist/${file.replaceAll('\\', '/')}`
    if (path.endsWith('/index.js') && !exported.has(path))
      problems.push(`${name}: the build makes ${path}, which package.json does not export.`)
  }
}

for (const subject of publishedPackages()) {
  if (existsSync(join(subject.folder, 'dist'))) await check(subject)
  else problems.push(`${subject.name}: has no dist folder. Run "npm run build" first.`)
}
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
