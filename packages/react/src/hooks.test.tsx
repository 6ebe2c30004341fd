// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import * as react from './index.ts'
import { countRenders } from './testing/count-renders.ts'
import { inRoom } from './testing/in-room.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { type OpenRoom, openRoom } from './testing/open-room.ts'

noReactWarnings()
afterEach(cleanup)

/** Ana has camera and microphone on, Ben nothing; both are in the room when the hook is first called. */
interface Scene extends OpenRoom {
  readonly ana: Person
  readonly ben: Person
}
type Person = ReturnType<OpenRoom['fake']['remoteJoins']>

const tracks = { camera: 'presence-1-track-1', microphone: 'presence-1-track-2' }

async function joinedScene(): Promise<Scene> {
  const opened = openRoom()
  const { fake, environment, room } = opened
  const ana = fake.remoteJoins('ana', { displayName: 'Ana', role: 'guest' })
  ana.publishes('camera', environment.devices.createTrack('video'))
  ana.publishes('microphone', environment.devices.createTrack('audio'))
  const ben = fake.remoteJoins('ben')
  await room.join()
  return { ...opened, ana, ben }
}

/** What may happen in a room. */
const events = {
  'ana mutes': ({ ana }) => ana.mutes(tracks.microphone),
  'ana turns the camera off': ({ ana }) => ana.mutes(tracks.camera),
  'the network pauses her camera': ({ ana }) => ana.pauses(tracks.camera),
  'ana shares a screen': ({ ana }) => ana.publishes('screen'),
  'cem joins': ({ fake }) => void fake.remoteJoins('cem'),
  'ben leaves': ({ fake, ben }) => fake.remoteLeaves(ben),
  'ana has a bad line': ({ ana, fake }) =>
    fake.report({ type: 'quality-changed', participant: ana.key, quality: { unified: 1, raw: 'bad' } }),
  'I have a bad line': ({ fake }) =>
    fake.report({ type: 'quality-changed', participant: 'self', quality: { unified: 2, raw: 'bad' } }),
  'ana speaks': ({ ana, fake }) =>
    fake.report({ type: 'speakers-changed', speakers: [{ participant: ana.key, level: 0.5 }] }),
  'ben speaks': ({ ben, fake }) =>
    fake.report({ type: 'speakers-changed', speakers: [{ participant: ben.key, level: 0.5 }] }),
  'the recording starts': ({ fake }) => fake.report({ type: 'recording-changed', active: true }),
  'the connection drops': ({ fake }) => fake.dropsConnection(),
  'I turn the camera on': ({ room }) => room.local.camera.enable(),
  'I publish a drawing': ({ environment, room }) =>
    room.local.custom('drawing').publish(environment.devices.createTrack('video')),
  'video goes off': ({ room }) => room.setAudioOnly(true),
  'devices are listed': async ({ room }) => void (await room.local.devices.list()),
  'sound is blocked': ({ ben, environment }) => {
    environment.autoplayBlocked = true
    ben.publishes('microphone', environment.devices.createTrack('audio'))
  },
  'the room is left': ({ room }) => room.leave(),
} satisfies Record<string, (scene: Scene) => unknown>
type Event = keyof typeof events

interface Row {
  readonly hook: keyof typeof react
  readonly use: () => unknown
  /** The events that must re-render it; every other event must not. */
  readonly on: readonly Event[]
  /** What it returns for the scene. */
  readonly returns: unknown
}

const people: readonly Event[] = ['cem joins', 'ben leaves', 'the room is left']
const anaChanges: readonly Event[] = [
  'ana mutes',
  'ana turns the camera off',
  'the network pauses her camera',
  'ana shares a screen',
  'ana has a bad line',
  'video goes off',
]

const rows: readonly Row[] = [
  { hook: 'useRoom', use: () => react.useRoom().name, on: [], returns: 'visit-7f3a91' },
  {
    hook: 'useConnection',
    use: () => react.useConnection().state,
    on: ['the connection drops', 'the room is left'],
    returns: 'connected',
  },
  {
    hook: 'useParticipantIds',
    use: react.useParticipantIds,
    on: people,
    returns: ['participant-1', 'participant-4'],
  },
  {
    hook: 'useParticipants',
    use: () => react.useParticipants().map(({ identity }) => identity),
    on: [...people, ...anaChanges, 'sound is blocked'],
    returns: ['ana', 'ben'],
  },
  {
    hook: 'useParticipant',
    use: () => react.useParticipant('participant-1')?.displayName,
    on: [...anaChanges, 'the room is left'],
    returns: 'Ana',
  },
  {
    hook: 'useTrack',
    use: () => react.useTrack('participant-1', 'camera')?.muted,
    on: ['ana turns the camera off', 'the network pauses her camera', 'video goes off', 'the room is left'],
    returns: false,
  },
  {
    hook: 'useTracks',
    use: () => react.useTracks({ kind: 'audio' }).map(({ source }) => source),
    on: ['ana mutes', 'sound is blocked', 'the room is left'],
    returns: ['microphone'],
  },
  {
    hook: 'useScreenShares',
    use: () => react.useScreenShares().length,
    on: ['ana shares a screen'],
    returns: 0,
  },
  {
    hook: 'useSelf',
    use: () => react.useSelf().identity,
    on: ['I have a bad line', 'I turn the camera on', 'I publish a drawing'],
    returns: 'self',
  },
  {
    hook: 'useLocalSource',
    use: () => react.useLocalSource('camera').state,
    on: ['I turn the camera on'],
    returns: 'off',
  },
  {
    hook: 'useLocalSource',
    use: () => react.useLocalSource('custom:drawing')?.state,
    on: ['I publish a drawing'],
    returns: undefined,
  },
  { hook: 'usePermission', use: () => react.usePermission('publish'), on: [], returns: true },
  { hook: 'usePermission', use: () => react.usePermission('admit'), on: [], returns: false },
  {
    hook: 'useQuality',
    use: () => react.useQuality('participant-1'),
    on: ['ana has a bad line'],
    returns: null,
  },
  { hook: 'useQuality', use: () => react.useQuality('self'), on: ['I have a bad line'], returns: null },
  {
    hook: 'useActiveSpeakers',
    use: react.useActiveSpeakers,
    on: ['ana speaks', 'ben speaks'],
    returns: [],
  },
  { hook: 'useIsSpeaking', use: () => react.useIsSpeaking('participant-1'), on: ['ana speaks'], returns: false },
  {
    hook: 'useRecording',
    use: () => react.useRecording().active,
    on: ['the recording starts'],
    returns: false,
  },
  { hook: 'useCompliance', use: () => react.useCompliance()?.origin, on: [], returns: 'ungated' },
  { hook: 'useAudioOnly', use: () => react.useAudioOnly().active, on: ['video goes off'], returns: false },
  { hook: 'useAudioBlocked', use: react.useAudioBlocked, on: ['sound is blocked'], returns: false },
]

it.each(rows)('$hook ($returns) renders again for just what it shows', async ({ use, on, returns }) => {
  const renderedOn: Event[] = []
  for (const [event, happen] of Object.entries(events)) {
    const scene = await joinedScene()
    const { returned, unmount } = countRenders(scene, use)
    expect(returned).toEqual([returns])
    await act(async () => {
      await happen(scene)
    })
    if (returned.length > 1) renderedOn.push(event as Event)
    unmount()
  }
  expect(renderedOn).toEqual(Object.keys(events).filter((event) => on.includes(event as Event)))
})

it.each<Pick<Row, 'hook' | 'use'> & { readonly before: unknown; readonly after: unknown }>([
  { hook: 'useCompliance', use: () => react.useCompliance()?.origin ?? null, before: null, after: 'ungated' },
  { hook: 'usePermission', use: () => react.usePermission('publish'), before: false, after: true },
  { hook: 'useSelf', use: () => react.useSelf().identity, before: null, after: 'self' },
])('$hook tells what the grant says', async ({ use, before, after }) => {
  const scene = openRoom()
  const { returned } = countRenders(scene, use)
  expect(returned).toEqual([before])
  await act(() => scene.room.join())
  expect(returned).toEqual([before, after])
})

it('asks for what the newest render names', async () => {
  const { room } = openRoom()
  await room.join()
  const asked = (permission: 'publish' | 'admit') => react.usePermission(permission)
  const { result, rerender } = renderHook(asked, { wrapper: inRoom(room), initialProps: 'publish' })
  rerender('admit')
  expect(result.current).toBe(false)
})

it('has a row, or a test file of its own, for every hook', () => {
  const elsewhere = ['useDevices', 'useJoin', 'useLevel', 'useLobby', 'useMessages', 'useRoomEvent', 'useRoomSnapshot']
  const hooks = Object.keys(react).filter((name) => name.startsWith('use'))
  const covered = new Set<string>([...rows.map(({ hook }) => hook), ...elsewhere, 'useStats'])
  expect(hooks.filter((hook) => !covered.has(hook))).toEqual([])
})
