/**
 * The only script of the report: filters, the way of the keyboard through the matrix, and the dialog. It is text because a
 * function's own source is changed by compilers (esbuild's `keepNames` calls a helper the page does not have). Texts of the
 * report reach the page through `textContent` only.
 */
export const pageScript = `
'use strict'
const columns = JSON.parse(document.getElementById('data').textContent)
const find = (id) => document.getElementById(id)
const form = find('filters'), dialog = find('details')
const groups = [...document.querySelectorAll('#matrix tbody')].map((body) => ({
  body,
  rows: [...body.querySelectorAll('tr[data-level]')].map((row) => {
    const cells = [...row.querySelectorAll('.cell')]
    const buttons = cells.map((cell) => cell.firstElementChild)
    const id = buttons[0] ? buttons[0].dataset.case : ''
    const reasons = columns.map(({ cases }) => (Object.hasOwn(cases, id) && cases[id].reason) || '')
    const text = [row.cells[0].textContent, ...reasons].join(' ').toLowerCase()
    return { row, text, id, statuses: cells.map((cell) => cell.dataset.status), buttons }
  }),
}))
const total = groups.reduce((sum, { rows }) => sum + rows.length, 0)

function element(name, options, ...children) {
  const made = Object.assign(document.createElement(name), options)
  made.append(...children)
  return made
}

function filterValues() {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]))
}

function matches({ row, text, statuses }, { words, status, adapter, level }) {
  if (level && row.dataset.level !== level) return false
  if (!words.every((word) => text.includes(word))) return false
  const seen = adapter === '' ? statuses : [statuses[adapter]]
  // Of one adapter: from all others. That an adapter was not run tells nothing, so it counts as no difference.
  if (status === 'differs') {
    const known = statuses.filter((one) => one !== 'not-run')
    if (adapter === '') return new Set(known).size > 1
    return known.length > 1 && known.filter((one) => one === statuses[adapter]).length === 1
  }
  return !status || seen.includes(status)
}

function applyFilters() {
  const values = filterValues()
  const filter = { ...values, words: values.text.toLowerCase().split(/\\s+/).filter(Boolean) }
  let shown = 0
  for (const { body, rows } of groups) {
    let inGroup = 0
    for (const one of rows) {
      const show = (!filter.group || body.dataset.group === filter.group) && matches(one, filter)
      one.row.hidden = !show
      if (show) inGroup += 1
    }
    body.hidden = inGroup === 0
    shown += inGroup
  }
  find('count').textContent = shown === total ? total + ' cases' : shown + ' of ' + total + ' cases'
  find('nothing').hidden = shown > 0
  find('matrix').hidden = shown === 0
  keepOneStop()
  remember()
}

/** The address holds filters and the open cell, so that a finding can be passed on as a link. */
let opened = null
function remember() {
  const values = Object.entries({ ...filterValues(), ...(opened || {}) }).filter(([, value]) => value !== '')
  try {
    history.replaceState(null, '', '#' + new URLSearchParams(values))
  } catch {
    // Some viewers forbid it; the report works without.
  }
}

/** The rows of buttons that can be seen now: group headings have one, cases one per adapter. */
function visibleLines() {
  return groups.flatMap(({ body, rows }) =>
    body.hidden
      ? []
      : [
          [body.querySelector('.fold')],
          ...(body.classList.contains('folded') ? [] : rows.filter(({ row }) => !row.hidden).map(({ buttons }) => buttons)),
        ],
  )
}

let stop = null
function setStop(button) {
  if (stop) stop.tabIndex = -1
  stop = button
  if (stop) stop.tabIndex = 0
}
function keepOneStop() {
  const lines = visibleLines()
  if (!stop || !lines.some((line) => line.includes(stop))) setStop(lines[0] ? lines[0][0] : null)
}

find('matrix').addEventListener('focusin', ({ target }) => {
  if (target.matches('button')) setStop(target)
})
let wished = 0
find('matrix').addEventListener('keydown', (event) => {
  if (event.altKey || event.metaKey) return
  const lines = visibleLines()
  const row = lines.findIndex((line) => line.includes(event.target))
  if (row < 0) return
  const column = lines[row].indexOf(event.target)
  if (lines[row].length > 1) wished = column
  const inLine = (line, at) => line && line[Math.min(Math.max(at, 0), line.length - 1)]
  const next = {
    ArrowUp: () => inLine(lines[row - 1], wished),
    ArrowDown: () => inLine(lines[row + 1], wished),
    ArrowLeft: () => inLine(lines[row], column - 1),
    ArrowRight: () => inLine(lines[row], column + 1),
    PageUp: () => inLine(lines[Math.max(0, row - 10)], wished),
    PageDown: () => inLine(lines[Math.min(lines.length - 1, row + 10)], wished),
    Home: () => (event.ctrlKey ? inLine(lines[0], wished) : inLine(lines[row], 0)),
    End: () => (event.ctrlKey ? inLine(lines[lines.length - 1], wished) : inLine(lines[row], Infinity)),
  }[event.key]
  if (!next) return
  event.preventDefault()
  const button = next()
  if (!button) return
  button.focus({ preventScroll: true })
  button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
})
find('matrix').addEventListener('click', ({ target }) => {
  const button = target.closest('button')
  if (!button) return
  if (button.matches('.fold')) {
    const folded = button.closest('tbody').classList.toggle('folded')
    button.setAttribute('aria-expanded', String(!folded))
  } else show(button)
})

function section(title, ...children) {
  return [element('h3', { textContent: title }), ...children]
}
function lines(title, list) {
  if (list.length === 0) return []
  const text = element('pre', { textContent: list.join('\\n'), tabIndex: 0 })
  text.setAttribute('role', 'region')
  text.setAttribute('aria-label', title)
  return section(title + ' (' + list.length + ')', text)
}
function fact(term, value) {
  return element('div', {}, element('dt', { textContent: term }), element('dd', { textContent: value }))
}

let shownButton = null
function show(button) {
  const { case: id, column } = button.dataset
  const { name, cases } = columns[column]
  const result = Object.hasOwn(cases, id) ? cases[id] : null
  const mark = button.querySelector('.mark').cloneNode(true)
  const title = button.closest('tr').querySelector('.title').textContent
  const parts = [element('p', { className: 'title', textContent: title }), mark]
  if (result) {
    if (result.reason) parts.push(element('p', { className: 'reason ' + result.status, textContent: result.reason }))
    parts.push(
      element('dl', {},
        fact('Level', result.level),
        fact('Verification', result.verification),
        fact('Proves', result.proves),
        ...('durationMs' in result ? [fact('Took', (result.durationMs / 1000).toFixed(2) + ' s')] : [])),
      ...lines('Trace', result.trace),
      ...lines('Console', result.console))
    if (result.screenshots.length > 0) {
      parts.push(...section('Screenshots', ...result.screenshots.map(({ page, image }) =>
        element('figure', {},
          element('figcaption', { textContent: page }),
          element('img', { src: image, alt: 'Page ' + page + ' when the case ended' })))))
    }
  } else parts.push(element('p', { className: 'reason', textContent: 'This case was not run for ' + name + '.' }))
  find('details-title').textContent = id + ' · ' + name
  find('details-body').replaceChildren(...parts)
  shownButton = button
  opened = { case: id, in: name }
  if (!dialog.open) dialog.showModal()
  dialog.scrollTop = 0
  remember()
}

/** To the next cell of the same adapter that failed or is not exercised, among those that the filters leave. */
function step(by) {
  const column = Number(shownButton.dataset.column)
  const buttons = groups.flatMap(({ body, rows }) =>
    body.hidden ? [] : rows.filter(({ row }) => !row.hidden).map(({ buttons }) => buttons[column]))
  const wanted = (button) => ['failed', 'not-exercised'].includes(button.parentElement.dataset.status)
  const from = buttons.indexOf(shownButton)
  const rest = by > 0 ? buttons.slice(from + 1) : buttons.slice(0, Math.max(from, 0)).reverse()
  const next = rest.find(wanted)
  find('details-note').textContent = next ? '' : 'No further problem in this direction.'
  if (next) show(next)
}
find('previous').addEventListener('click', () => step(-1))
find('next').addEventListener('click', () => step(1))
find('close').addEventListener('click', () => dialog.close())
dialog.addEventListener('click', (event) => {
  const box = dialog.getBoundingClientRect()
  const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
  // A press of a key on a button has no position.
  if (event.target === dialog && outside) dialog.close()
})
dialog.addEventListener('close', () => {
  opened = null
  find('details-note').textContent = ''
  remember()
  if (shownButton.closest('tbody').classList.contains('folded')) return
  shownButton.focus()
})

find('theme').addEventListener('change', ({ target }) => {
  if (target.value) document.documentElement.dataset.theme = target.value
  else delete document.documentElement.dataset.theme
})
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', applyFilters)
form.addEventListener('reset', () => setTimeout(applyFilters))

const asked = new URLSearchParams(location.hash.slice(1))
for (const field of form.elements) if (field.name && asked.has(field.name)) field.value = asked.get(field.name)
for (const field of form.querySelectorAll('select')) if (field.selectedIndex < 0) field.selectedIndex = 0
applyFilters()
const askedColumn = columns.findIndex(({ name }) => name === asked.get('in'))
for (const { rows } of groups) for (const { id, buttons } of rows) {
  if (askedColumn >= 0 && id === asked.get('case')) show(buttons[askedColumn])
}
`
