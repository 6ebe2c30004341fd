/** The only script of the sheet; text for the same reason as that of the report. */
export const sheetScript = `
'use strict'
const facts = JSON.parse(document.getElementById('facts').textContent)
const find = (id) => document.getElementById(id)
const form = find('phone'), problem = find('problem')
const cases = [...document.querySelectorAll('.case')].map((item) => ({
  item,
  id: item.dataset.case,
  steps: [...item.querySelectorAll('.steps > li')].map((step) => ({
    step,
    radios: [...step.querySelectorAll('input')],
    note: step.querySelector('textarea'),
  })),
}))
const key = ['televid-conformance-sheet', facts.suite, facts.adapter, facts.adapterVersion].join(' ')

function outcomeOf({ radios }) {
  const chosen = radios.find(({ checked }) => checked)
  return chosen ? chosen.value : null
}

function result() {
  const phone = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]))
  return {
    format: 'televid-conformance-sheet',
    formatVersion: 1,
    suite: facts.suite,
    adapter: facts.adapter,
    adapterVersion: facts.adapterVersion,
    ...phone,
    savedAt: new Date().toISOString(),
    cases: cases
      .map(({ id, steps }) => ({ id, steps: steps.map((step) => ({ outcome: outcomeOf(step), note: step.note.value.trim() })) }))
      .filter(({ steps }) => steps.some(({ outcome }) => outcome !== null)),
  }
}

/** What each case amounts to so far, and how far the tester is. */
function refresh() {
  let done = 0, total = 0
  for (const { item, steps } of cases) {
    const outcomes = steps.map(outcomeOf)
    total += steps.length
    done += outcomes.filter((outcome) => outcome !== null).length
    for (const step of steps) {
      const outcome = outcomeOf(step)
      step.note.parentElement.hidden = outcome !== 'fail' && outcome !== 'skip' && step.note.value === ''
    }
    const state = outcomes.includes('fail') ? 'failed'
      : outcomes.includes(null) ? (outcomes.every((outcome) => outcome === null) ? '' : 'begun')
      : outcomes.includes('skip') ? 'not possible' : 'passed'
    item.className = 'case ' + state.replace(' ', '-')
    item.querySelector('.state').textContent = state
  }
  find('progress').textContent = done + ' of ' + total + ' steps'
}

function remember() {
  try {
    localStorage.setItem(key, JSON.stringify(result()))
  } catch {
    // Some browsers keep nothing for a file: the page itself still holds it.
  }
}

function recall() {
  let kept = null
  try {
    kept = JSON.parse(localStorage.getItem(key) || 'null')
  } catch {
    return
  }
  if (!kept) return
  for (const field of form.elements) if (typeof kept[field.name] === 'string') field.value = kept[field.name]
  for (const { id, steps } of cases) {
    const before = (kept.cases || []).find((each) => each.id === id)
    if (!before) continue
    steps.forEach(({ radios, note }, index) => {
      const { outcome = null, note: text = '' } = before.steps[index] || {}
      for (const radio of radios) radio.checked = radio.value === outcome
      note.value = text
    })
  }
}

/** The first thing that is missing; shown, and focused. */
function missing() {
  for (const field of form.elements) {
    if (field.required && field.value.trim() === '') return { field, text: 'Say which phone, system and browser it is.' }
  }
  for (const { id, steps } of cases) {
    for (const [index, step] of steps.entries()) {
      const outcome = outcomeOf(step)
      if ((outcome === 'fail' || outcome === 'skip') && step.note.value.trim() === '') {
        return { field: step.note, text: id + ', step ' + (index + 1) + ': say what happened.' }
      }
    }
  }
  return null
}

document.addEventListener('input', () => {
  problem.textContent = ''
  refresh()
  remember()
})
find('save').addEventListener('click', () => {
  const gap = missing()
  problem.textContent = gap ? gap.text : ''
  if (gap) return gap.field.focus()
  const saved = result()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 2) + '\\n'], { type: 'application/json' }))
  link.download = [saved.adapter, saved.platform, saved.savedAt.slice(0, 10)].join('-') + '.json'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
})
let asked = false
find('clear').addEventListener('click', ({ target }) => {
  if (!asked) {
    asked = true
    target.textContent = 'Really forget everything?'
    setTimeout(() => {
      asked = false
      target.textContent = 'Start over'
    }, 5000)
    return
  }
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
  form.reset()
  for (const { steps } of cases) {
    for (const { radios, note } of steps) {
      for (const radio of radios) radio.checked = false
      note.value = ''
    }
  }
  asked = false
  target.textContent = 'Start over'
  problem.textContent = ''
  refresh()
})
form.addEventListener('submit', (event) => event.preventDefault())
recall()
refresh()
`
