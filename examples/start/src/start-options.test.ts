import { describe, expect, it } from 'vitest'
import { readStartOptions } from './start-options.ts'

describe('readStartOptions', () => {
  it('serves the visit on loopback by default', () => {
    expect(readStartOptions([], {})).toEqual({
      help: false,
      example: 'visit',
      lan: false,
      port: 8787,
      host: '127.0.0.1',
      data: '.televid',
      guests: 1,
    })
  })

  it('takes port and host from the environment, and the flags before it', () => {
    const environment = { PORT: '9000', HOST: 'localhost' }
    expect(readStartOptions([], environment)).toMatchObject({ port: 9000, host: 'localhost' })
    expect(readStartOptions(['--port', '1', '--host', '::1'], environment)).toMatchObject({ port: 1, host: '::1' })
  })

  it('listens on every address for --lan, whatever the environment says', () => {
    expect(readStartOptions(['--lan'], { HOST: 'localhost' })).toMatchObject({ lan: true, host: '0.0.0.0', port: 8787 })
  })

  it.each([
    [['--example', 'other'], 'There is no example "other". Choose visit or minimal.'],
    [['--port', 'eighty'], '--port is "eighty". Give a number from 0 to 65535.'],
    [['--port', '65536'], '--port is "65536". Give a number from 0 to 65535.'],
    [['--port', ''], '--port is "". Give a number from 0 to 65535.'],
    [['--guests', '0'], '--guests is "0". Give a number from 1 to 20.'],
    [['--lan', '--host', '::1'], /^--lan listens on every address of this machine\. .+\.$/],
    [['--lann'], 'Unknown option \'--lann\'. See "npm start -- --help".'],
    [['visit'], /^Unexpected argument 'visit'\. See "npm start -- --help"\.$/],
    [['--port'], /^Option '--port <value>' argument missing\. See "npm start -- --help"\.$/],
  ])('%j says in one line what to do', (flags, message) => {
    expect(() => readStartOptions(flags, {})).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      }),
    )
  })
})
