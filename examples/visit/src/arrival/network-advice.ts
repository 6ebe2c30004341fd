import { arrivalTexts } from '../texts/arrival-texts.ts'
import type { NetworkCheckState } from './use-network-check.ts'

export interface NetworkAdvice {
  readonly tone: 'info' | 'good' | 'warning'
  readonly text: string
  readonly help: readonly string[]
}

/** What a check of the connection means for a person. */
export function networkAdvice(state: NetworkCheckState): NetworkAdvice {
  const { network } = arrivalTexts
  switch (state.status) {
    case 'checking':
      return { tone: 'info', text: network.checking, help: [] }
    case 'failed':
      return { tone: 'info', text: network.failed, help: [] }
    case 'checked': {
      const { verdict, service } = state.check
      if (verdict === 'good') return { tone: 'good', text: network.good, help: [] }
      if (verdict === 'limited') return { tone: 'warning', text: network.limited, help: network.limitedHelp }
      return service
        ? { tone: 'warning', text: network.noCalls, help: network.noCallsHelp }
        : { tone: 'warning', text: network.noService, help: network.noServiceHelp }
    }
    default:
      return state satisfies never
  }
}
