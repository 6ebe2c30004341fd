import type { Capabilities, VideoAdapter } from '@televid/core/adapter'
import type { ConformanceCase } from '../conformance-case.ts'
import type { FactRule } from '../trace/fact-rule.ts'
import type { Invariant } from './invariant.ts'

type CaseId = ConformanceCase['id']

/** A case that must fail, and on what. */
export interface Kill {
  readonly case: CaseId
  /** What the case says when it notices this fault, and nothing else: a failure in other words is no kill. */
  readonly expects: RegExp
}

interface Planted {
  /** As in cases.md. */
  readonly id: string
  readonly fault: string
  /** Invariants that a trace may show as broken under this fault. Any other one is another fault. */
  readonly breaks: readonly Invariant[]
}

interface Wrapped extends Planted {
  wrap(adapter: VideoAdapter): VideoAdapter
}

/** Kind A: a fault in a good adapter that core cannot mend. The named cases must fail. */
export interface FatalMutant extends Wrapped {
  readonly kind: 'fatal'
  readonly kills: readonly Kill[]
}

/** Kind F: a fault that core absorbs. The named cases must pass, and the facts' own check must name the fault. */
export interface AbsorbedMutant extends Wrapped {
  readonly kind: 'absorbed'
  readonly absorbs: readonly {
    readonly case: CaseId
    /** Rules of the contract that the facts break, each of them and no other; none where the contract allows this. */
    readonly violates: readonly FactRule[]
  }[]
  /** What it declares otherwise than the adapter in it. */
  readonly declares?: Partial<Capabilities>
}

/** Kind B: one guard less in core. The named cases must fail, where named under an adapter whose fault that guard absorbs. */
export interface CoreMutant extends Planted {
  readonly kind: 'core'
  readonly patches: readonly SourcePatch[]
  readonly kills: readonly (Kill & {
    /** Id of an absorbed mutant. */
    readonly under?: string
  })[]
}

/** A replacement in a source file, exactly once. */
export interface SourcePatch {
  /** Below `packages/core/src`. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

export type AdapterMutant = FatalMutant | AbsorbedMutant
export type Mutant = AdapterMutant | CoreMutant
