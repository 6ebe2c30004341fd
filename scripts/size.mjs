// @ts-check
/**
 * `npm run size [-- --json | --modules]`: what a browser downloads, minified and gzipped (level 9), lazy chunks included, against the
 * budgets of size-budgets.json in bytes. 1 kB is 1,000 bytes. Exits 1 above a budget.
 *
 * `--modules` adds which source files the bytes come from. Each file that a browser would fetch is compressed on its own,
 * because that is how it travels.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @type {Record<string, { code: string, external?: string[] }>} */
const subjects = {
  // The whole API, as if an app used every part of it.
  core: { code: `export * from '@televid/core'` },
  'adapter-p2p': { code: `export * from '@televid/adapter-p2p'`, external: ['@televid/core', '@televid/core/*'] },
  'adapter-livekit': {
    code: `export * from '@televid/adapter-livekit'`,
    external: ['@televid/core', '@televid/core/*', 'livekit-client'],
  },
  'adapter-twilio': {
    code: `export * from '@televid/adapter-twilio'`,
    external: ['@televid/core', '@televid/core/*', 'twilio-video'],
  },
  react: { code: `export * from '@televid/react'`, external: ['@televid/core', 'react', 'react/jsx-runtime'] },
  // Together: also catches what the adapter takes from core that the app API alone does not contain.
  'two-person visit': {
    code: `export * from '@televid/core'; export const p2p = () => import('@televid/adapter-p2p')`,
  },
}

/** @type {Record<string, number>} */
const budgets = JSON.parse(await readFile(new URL('size-budgets.json', import.meta.url), 'utf8'))

/** @param {{ code: string, external?: string[] }} subject */
async function measure({ code, external = [] }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: `${root}/tests`, sourcefile: 'entry.js' },
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['@televid/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    external,
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  return {
    minified: sum(outputFiles.map(({ contents }) => contents.length)),
    gzipped: sum(outputFiles.map(({ contents }) => gzipSync(contents, { level: 9 }).length)),
    files: outputFiles.length,
    modules: Object.values(metafile.outputs)
      .flatMap(({ inputs }) =>
        Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput })),
      )
      .filter(({ bytes }) => bytes > 0)
      .sort((left, right) => right.bytes - left.bytes),
  }
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}

const rows = []
for (const [name, subject] of Object.entries(subjects)) {
  const budget = budgets[name]
  if (budget === undefined) throw new Error(`scripts/size-budgets.json has no budget for "${name}".`)
  // esbuild has printed why.
  const measured = await measure(subject).catch(() => process.exit(1))
  rows.push({ name, ...measured, budget, ok: measured.gzipped <= budget })
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ unit: 'bytes', rows: rows.map(({ modules, ...row }) => row) }, null, 2))
} else {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(2)} kB`.padStart(10)
  console.log(
    `${'what'.padEnd(18)}${'minified'.padStart(10)}${'gzip -9'.padStart(10)}${'budget'.padStart(10)}  files  (1 kB = 1,000 bytes)`,
  )
  for (const { name, minified, gzipped, budget, files, ok } of rows) {
    const verdict = ok ? '' : `  ABOVE BUDGET by ${gzipped - budget} bytes`
    console.log(
      `${name.padEnd(18)}${kilobytes(minified)}${kilobytes(gzipped)}${kilobytes(budget)}  ${String(files).padStart(5)}${verdict}`,
    )
  }
}
if (process.argv.includes('--modules')) {
  for (const { name, modules } of rows) {
    console.log(`\n${name}: minified bytes by source file`)
    for (const { path, bytes } of modules) console.log(`${String(bytes).padStart(8)}  ${path}`)
  }
}
if (rows.some(({ ok }) => !ok)) {
  console.error(
    'A package is above its size budget: make it smaller, or raise scripts/size-budgets.json with a decision record in docs/decisions/.',
  )
  process.exitCode = 1
}
