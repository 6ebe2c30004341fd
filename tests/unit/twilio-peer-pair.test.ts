import { afterEach, describe, expect, test, vi } from 'vitest'
import { waitFor } from '../bench/wait-for.ts'
import { startTwilio, type TwilioService } from '../services/twilio/index.ts'
import { PeerPair } from '../services/twilio/peer-pair.ts'
import type { DescriptionState, IceState } from '../services/twilio/rsp-message.ts'
import { TcmpClient, track } from './tcmp-client.ts'

const offer = (revision: number): DescriptionState => ({ type: 'offer', revision, sdp: `offer ${revision}` })
const answer = (revision: number): DescriptionState => ({ type: 'answer', revision, sdp: `answer ${revision}` })
const ice = (ufrag: string, revision: number, ...candidates: string[]): IceState => ({
  ufrag,
  revision,
  candidates: candidates.map((candidate) => ({ candidate })),
})

describe('a pair', () => {
  const pairs: PeerPair[] = []
  const newPair = (stuck = () => {}) => {
    const pair = new PeerPair(['ann', 'ben'], 20, stuck)
    pairs.push(pair)
    return pair
  }
  afterEach(() => {
    for (const pair of pairs.splice(0)) pair.close()
  })
  const say = (pair: PeerPair, from: string, description: DescriptionState) =>
    pair.receive(from, { id: pair.id, description })
  const passed = (pair: PeerPair, to: string, description: DescriptionState) => [[to, { id: pair.id, description }]]
  /** Both have offered and answered once. */
  const settled = () => {
    const pair = newPair()
    say(pair, 'ann', offer(2))
    say(pair, 'ben', answer(2))
    return pair
  }

  test('one of the two is asked to offer', () => {
    const pair = newPair()
    expect(pair.stateFor('ann').description).toEqual({ type: 'create-offer', revision: 1 })
    expect(pair.stateFor('ben').description).toBeUndefined()
    expect(say(pair, 'ann', offer(2))).toEqual(passed(pair, 'ben', offer(2)))
    expect(pair.stateFor('ann').description).toBeUndefined()
    expect(pair.stateFor('ben').description).toEqual(offer(2))
  })

  test('where both offer, the first stands and the other comes again', () => {
    const pair = settled()
    expect(say(pair, 'ben', offer(3))).toEqual(passed(pair, 'ann', offer(3)))
    expect(say(pair, 'ann', offer(3))).toEqual([])
    expect(pair.stateFor('ben').description).toEqual(offer(2))
    expect(say(pair, 'ann', answer(3))).toEqual(passed(pair, 'ben', answer(3)))
    expect(say(pair, 'ann', offer(4))).toEqual(passed(pair, 'ben', offer(4)))
    expect(pair.collisions).toBe(1)
  })

  test('what is said again after a reconnect changes nothing', () => {
    const pair = settled()
    expect(say(pair, 'ben', answer(2))).toEqual([])
    expect(say(pair, 'ann', offer(2))).toEqual([])
    say(pair, 'ann', offer(3))
    expect(say(pair, 'ann', offer(3))).toEqual([])
    expect(say(pair, 'ben', answer(2))).toEqual([])
  })

  test('an answer that was lost breaks it: whoever gave it goes on from there', () => {
    const pair = settled()
    say(pair, 'ann', offer(3))
    expect(say(pair, 'ben', offer(4))).toBe('broken')
  })

  test('no candidate is lost, in whatever pieces they come', () => {
    const pair = newPair()
    const send = (state: IceState) => {
      const told = pair.receive('ann', { id: pair.id, ice: state })
      return told === 'broken' ? told : told.map(([to, { ice }]) => [to, ice])
    }
    expect(send(ice('a', 1, 'one', 'two'))).toEqual([['ben', ice('a', 1, 'one', 'two')]])
    // After an answer of its own the sender begins with an empty list.
    expect(send(ice('a', 2, 'three'))).toEqual([['ben', ice('a', 2, 'one', 'two', 'three')]])
    expect(send({ ...ice('a', 3), complete: true })).toEqual([
      ['ben', { ...ice('a', 3, 'one', 'two', 'three'), complete: true }],
    ])
    expect(send(ice('b', 4, 'four'))).toEqual([['ben', ice('b', 1, 'four')]])
    expect(pair.stateFor('ben').ice).toEqual(ice('b', 2, 'four'))
  })

  describe('a section that gets another track while it sends', () => {
    const section = (mid: number, direction: string, track: string) =>
      `m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:${mid}\r\na=msid:- ${track}\r\na=${direction}\r\n`
    const described = (type: 'offer' | 'answer', revision: number, ...sections: string[]): DescriptionState => ({
      type,
      revision,
      sdp: `v=0\r\n${sections.join('')}`,
    })

    test('is paused for a round, in an offer', () => {
      const pair = newPair()
      say(pair, 'ann', described('offer', 2, section(0, 'sendrecv', 'one'), section(1, 'sendonly', 'two')))
      say(pair, 'ben', answer(2))
      const changed = described('offer', 3, section(0, 'sendrecv', 'three'), section(1, 'sendonly', 'two'))
      const paused = described('offer', 3, section(0, 'recvonly', 'three'), section(1, 'sendonly', 'two'))
      expect(say(pair, 'ann', changed)).toEqual(passed(pair, 'ben', paused))
      const asked: DescriptionState = { type: 'create-offer', revision: 4 }
      expect(say(pair, 'ben', answer(3))).toEqual([...passed(pair, 'ann', answer(3)), ...passed(pair, 'ann', asked)])
      // Had it been away meanwhile, it would be asked when it comes back.
      expect(pair.stateFor('ann').description).toEqual(asked)
      expect(say(pair, 'ann', { ...changed, revision: 5 })).toEqual(passed(pair, 'ben', { ...changed, revision: 5 }))
      expect(say(pair, 'ben', answer(5))).toEqual(passed(pair, 'ann', answer(5)))
    })

    test('is paused for a round, in an answer', () => {
      const pair = newPair()
      say(pair, 'ann', offer(2))
      say(pair, 'ben', described('answer', 2, section(0, 'sendonly', 'one')))
      say(pair, 'ann', offer(3))
      const told = say(pair, 'ben', described('answer', 3, section(0, 'sendonly', 'two')))
      expect(told).toEqual([
        ...passed(pair, 'ann', described('answer', 3, section(0, 'inactive', 'two'))),
        ...passed(pair, 'ben', { type: 'create-offer', revision: 4 }),
      ])
    })

    test('is left alone where it sent nothing in between', () => {
      const pair = newPair()
      for (const [revision, direction, name] of [
        [2, 'sendrecv', 'one'],
        [3, 'recvonly', 'one'],
        [4, 'sendrecv', 'two'],
      ] as const) {
        const told = described('offer', revision, section(0, direction, name))
        expect(say(pair, 'ann', told)).toEqual(passed(pair, 'ben', told))
        say(pair, 'ben', answer(revision))
      }
    })
  })

  test('an offer that stays without an answer is reported, one that was answered is not', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const pair = newPair(first)
    say(pair, 'ann', offer(2))
    await waitFor('it to be reported', () => first.mock.calls.length > 0)
    say(pair, 'ben', answer(2))
    first.mockClear()
    say(newPair(second), 'ann', offer(2))
    await waitFor('the other one to be reported', () => second.mock.calls.length > 1)
    expect(first).not.toHaveBeenCalled()
  })
})

describe('between pages', () => {
  let service: TwilioService
  afterEach(() => service.stop())
  const two = async () => {
    const anna = await TcmpClient.join(service, 'anna', { tracks: [track('camera')] })
    const ben = await TcmpClient.join(service, 'ben')
    const id = ben.joined.peer_connections?.[0]?.id ?? ''
    return { anna, ben, id }
  }
  const connections = (client: TcmpClient) =>
    client.replies.flatMap((reply) => (reply.type === 'update' ? (reply.peer_connections ?? []) : []))

  test('descriptions and candidates pass', async () => {
    service = await startTwilio()
    const { anna, ben, id } = await two()
    ben.connections({ id, description: offer(2) })
    ben.connections({ id, ice: ice('a', 1, 'one') })
    await waitFor('both', () => connections(anna).length === 2)
    expect(connections(anna)).toEqual([
      { id, description: offer(2) },
      { id, ice: ice('a', 1, 'one') },
    ])
    anna.connections({ id, description: answer(2) })
    await waitFor('the answer', () => connections(ben).length === 1)
  })

  test('a connection that a page gave up is replaced, and its tracks are taken away in between', async () => {
    service = await startTwilio()
    const { anna, ben, id } = await two()
    ben.connections({ id, description: offer(2) })
    anna.connections({ id, description: answer(2) })
    anna.connections({ id, description: { type: 'close', revision: 3 } })
    await waitFor('a new one', () => connections(ben).some((each) => each.description?.type === 'create-offer'))
    const [closed, opened, back] = ben.replies.filter((reply) => reply.type === 'update').slice(-3)
    expect(closed).toMatchObject({
      peer_connections: [{ id, description: { type: 'close' } }],
      subscribed: { tracks: [] },
    })
    expect(opened?.peer_connections?.[0]?.id).not.toBe(id)
    expect(back?.subscribed?.tracks).toHaveLength(1)
    expect(service.rooms.find('visit')?.pairs.replaced).toBe(1)
  })

  test('one that is stuck is replaced, but not while a side is away', async () => {
    service = await startTwilio({ stuckOfferMs: 30 })
    const { anna, ben, id } = await two()
    const pairs = service.rooms.find('visit')?.pairs
    anna.vanish()
    await waitFor('anna to be away', () => ben.sees(anna.sid)?.state === 'reconnecting')
    ben.connections({ id, description: offer(2) })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(pairs?.replaced).toBe(0)
    await anna.again(service)
    await waitFor('it to be replaced', () => pairs?.replaced)
  })

  test('the first connection of a page may be kept without an answer', async () => {
    service = await startTwilio({ speculative: 'keep' })
    const { ben } = await two()
    expect(ben.joined.peer_connections).toMatchObject([
      { description: { type: 'create-offer' } },
      { id: expect.any(String) },
    ])
    expect(ben.joined.peer_connections?.[1]?.description).toBeUndefined()
  })
})
