// @ts-check
/**
 * `npm test`: everything, step by step, stopping at the first step that fails. `npm test -- unit browser` runs the named
 * steps only; `--slow` (`npm run test:slow`) runs those that do not fit into ten minutes; two more run by their names only.
 * The last line is always `N passed, N failed`; a step that fails without tests of its own counts as one.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, 'reports')
const require = createRequire(import.meta.url)

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} what
 * @property {string[]} command arguments of Node
 * @property {string} hint what to do when it fails
 * @property {boolean} [tests] its output streams, its JSON report in `reports` is counted
 * @property {string} [needs] step that must have run before
 * @property {Record<string, string>} [env]
 * @property {boolean} [slow] only when named or with `--slow`
 * @property {boolean} [byName] only when named
 */

/** @type {Step[]} */
const steps = [
  {
    name: 'lint',
    what: 'format and lint',
    command: [bin('@biomejs/biome', 'bin/biome'), 'check', '.'],
    hint: 'Run "npm run format"; what is left is to be fixed by hand.',
  },
  {
    name: 'typecheck',
    what: 'types',
    command: ['scripts/typecheck.mjs'],
    hint: 'Fix the type errors above; "npm run typecheck" runs this step alone.',
  },
  {
    name: 'build',
    what: 'packages',
    command: ['scripts/build.mjs'],
    hint: 'Fix the build error above; "npm run build" runs this step alone.',
  },
  {
    name: 'packages',
    what: 'publint, attw, every entry imports in plain Node',
    command: ['scripts/check-packages.mjs'],
    needs: 'build',
    hint: 'Correct "exports" of the package named above, or what its entry does at import time.',
  },
  {
    name: 'size',
    what: 'size budgets',
    command: ['scripts/size.mjs'],
    hint: 'Make it smaller, or raise scripts/size-budgets.json with a decision record.',
  },
  vitest(
    'unit',
    'without a browser',
    'Run "npx vitest run --project unit <file>" for one file; a property test prints the seed that repeats it.',
  ),
  vitest(
    'browser',
    'real Chromium, real media',
    'Run "npx vitest run --project browser <file>" for one file; a failed wait prints what each page said.',
  ),
  vitest(
    'visit',
    'of the visit, in real Chromium',
    'Run "npx vitest run --project visit <file>" for one file; a failed wait prints what each page said.',
  ),
  {
    ...vitest(
      'slow',
      'in real Chromium that take long',
      'Run "npx vitest run --project slow <file>" for one file; a failed wait prints what each page said.',
    ),
    slow: true,
  },
  {
    name: 'conformance',
    what: 'every conformance case against p2p, compared with tests/conformance/expected/p2p.json',
    command: ['--import', 'tsx', '--conditions=@televid/source', 'scripts/conformance.ts', '--adapter', 'p2p'],
    hint: 'Run "npm run conformance -- --adapter p2p --case ID" for one case; reports/conformance.html shows what its pages did.',
    tests: true,
    byName: true,
  },
  {
    ...vitest(
      'mutants',
      'that each fault planted in p2p or core is found by the case named for it',
      'Run "npm run conformance -- --adapter p2p --mutant ID" for one fault.',
    ),
    byName: true,
  },
  {
    ...vitest(
      'property',
      "100,000 generated histories of a vendor's facts",
      'The output names the seed: TELEVID_PROPERTY_SEED repeats the run.',
      ['--project', 'unit', 'room-reducer.property'],
    ),
    env: { TELEVID_PROPERTY_RUNS: '100000' },
    slow: true,
  },
  {
    ...vitest(
      'screenshots',
      'that the pictures of the documents can be taken',
      'Run "npm run screenshots" to take them anew.',
    ),
    slow: true,
  },
]

/**
 * @param {string} name
 * @param {string} what
 * @param {string} hint
 * @param {string[]} [selection] arguments of vitest; default its project of that name
 * @returns {Step}
 */
function vitest(name, what, hint, selection = ['--project', name]) {
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, `${name}.json`)}`]
  return {
    name,
    what: `tests ${what}`,
    command: [bin('vitest', 'vitest.mjs'), 'run', ...selection, ...report],
    hint,
    tests: true,
  }
}

/**
 * @param {string} packageName
 * @param {string} file
 */
function bin(packageName, file) {
  return join(dirname(require.resolve(`${packageName}/package.json`)), file)
}

/** Returns whether it succeeded. @param {Step} step */
function run(step) {
  const env = { ...process.env, ...step.env }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, {
      cwd: root,
      env,
      stdio: step.tests ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('close', (code) => {
      if (code !== 0 || step.name === 'size') process.stdout.write(output)
      resolve(code === 0)
    })
  })
}

/** Of vitest's report, or of the conformance suite's. @param {string} name */
function counts(name) {
  try {
    const { numPassedTests, numFailedTests, runs } = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'))
    if (!runs) return { passed: numPassedTests, failed: numFailedTests }
    /** @type {{ status: string }[]} */
    const cases = runs.flatMap((/** @type {{ cases: { status: string }[] }} */ run) => run.cases)
    const having = (/** @type {string} */ wanted) => cases.filter(({ status }) => status === wanted).length
    return { passed: having('passed'), failed: having('failed') }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => name !== '--slow' && !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps are: ${steps.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const named = new Set(
  steps
    .filter(({ name, slow = false }) => wanted.includes(name) || (wanted.includes('--slow') && slow))
    .map(({ name }) => name),
)
const chosen = steps.filter(
  ({ name, slow, byName }) =>
    (wanted.length === 0 && !slow && !byName) ||
    named.has(name) ||
    steps.some((step) => named.has(step.name) && step.needs === name),
)

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports)
const started = performance.now()
const total = { passed: 0, failed: 0 }
for (const [index, step] of chosen.entries()) {
  console.log(`\n[${index + 1}/${chosen.length}] ${step.name}: ${step.what}`)
  const stepStarted = performance.now()
  const ok = await run(step)
  const { passed, failed } = counts(step.name)
  total.passed += passed
  total.failed += ok ? failed : Math.max(1, failed)
  console.log(`${ok ? 'ok' : 'FAILED'} ${step.name} (${seconds(stepStarted)})`)
  if (!ok) {
    console.error(step.hint)
    process.exitCode = 1
    break
  }
}
console.log(`\n${seconds(started)} in all`)
console.log(`${total.passed} passed, ${total.failed} failed`)
