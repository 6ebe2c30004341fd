import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { weakSecretReason } from '../../../packages/server/src/secret/weak-secret-reason.ts'
import { DataFolder } from './data-folder.ts'
import { lanCertificate, lanNames } from './lan-certificate.ts'
import { prepareLan } from './lan-setup.ts'

const dayMs = 24 * 3_600_000

let parent: string
let data: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'televid-lan-'))
  data = join(parent, 'data')
})
afterEach(() => rm(parent, { recursive: true, force: true }))

describe('prepareLan', () => {
  it('says in one line that there is no network', async () => {
    await expect(prepareLan(data, {}, [])).rejects.toMatchObject({
      code: 'invalid-state',
      message: expect.stringMatching(/^This machine has no address in a network\. .+\.$/),
    })
  })

  it('makes a strong secret once, for this user only', async () => {
    const first = await prepareLan(data, {}, ['192.168.1.20'])
    const second = await prepareLan(data, {}, ['192.168.1.20'])
    expect(weakSecretReason(first.secret ?? '')).toBeNull()
    expect(second).toEqual(first)
    for (const file of ['secret', 'lan-key.pem', 'lan-certificate.pem'])
      expect((await stat(join(data, file))).mode & 0o777).toBe(0o600)
    expect((await stat(data)).mode & 0o777).toBe(0o700)
  })

  it('leaves the secret to the environment where it has one', async () => {
    expect((await prepareLan(data, { TELEVID_SECRET: 'x' }, ['192.168.1.20'])).secret).toBeNull()
  })

  it('says in one line that the folder cannot be used', async () => {
    await writeFile(data, 'a file')
    await expect(prepareLan(data, {}, ['192.168.1.20'])).rejects.toMatchObject({
      code: 'invalid-state',
      message: `The data folder "${data}" cannot be used (ENOTDIR). Choose another with --data.`,
    })
  })
})

describe('lanCertificate', () => {
  const names = ['localhost', 'desk.local', '127.0.0.1', '192.168.1.20']
  const now = Date.now()
  const make = (wanted: readonly string[] = names, at = now) => lanCertificate(new DataFolder(data), wanted, at)

  it('covers every name and address, and its key is its own', async () => {
    const { cert } = await make()
    const certificate = new X509Certificate(cert)
    expect(['localhost', 'desk.local'].map((name) => certificate.checkHost(name))).toEqual(['localhost', 'desk.local'])
    expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20')
    expect(certificate.checkIP('192.168.1.21')).toBeUndefined()
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(await readFile(join(data, 'lan-certificate.pem'), 'utf8')).toBe(cert)
  })

  it('is kept as long as it covers what is asked', async () => {
    const first = await make()
    expect(await make(names.slice(0, 3), now + 300 * dayMs)).toEqual(first)
  })

  it('ends early enough for every browser', async () => {
    const { validTo, validFrom } = new X509Certificate((await make()).cert)
    expect((Date.parse(validTo) - Date.parse(validFrom)) / dayMs).toBeLessThanOrEqual(398)
  })

  it.each([
    ['another address', () => make([...names, '10.0.0.5'])],
    ['another name', () => make([...names, 'lap.local'])],
    ['its end in less than 30 days', () => make(names, now + 340 * dayMs)],
    ['a clock before its beginning', () => make(names, now - 5 * dayMs)],
    [
      'a broken file',
      async () => {
        await writeFile(join(data, 'lan-certificate.pem'), 'broken')
        return make()
      },
    ],
    [
      'a key that is not its own',
      async () => {
        const other = await lanCertificate(new DataFolder(join(parent, 'other')), names)
        await writeFile(join(data, 'lan-key.pem'), other.key)
        return make()
      },
    ],
  ])('is made anew for %s', async (_what, again) => {
    const first = await make()
    const second = await again()
    expect(second.cert).not.toBe(first.cert)
    expect(second.key).not.toBe(first.key)
  })
})

it.each([
  ['Desk', ['localhost', 'desk.local', '127.0.0.1', '::1', '10.0.0.5']],
  ['desk.example.org', ['localhost', 'desk.local', '127.0.0.1', '::1', '10.0.0.5']],
  ['my desk', ['localhost', '127.0.0.1', '::1', '10.0.0.5']],
  ['localhost', ['localhost', '127.0.0.1', '::1', '10.0.0.5']],
])('a machine called %j is known as %j', (machine, names) => {
  expect(lanNames(['10.0.0.5'], machine)).toEqual(names)
})
