import { useParticipantIds, useScreenShares } from '@televid/react'
import { Eye } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ParticipantTile } from './participant-tile.tsx'
import { planStage } from './plan-stage.ts'
import { SelfTile } from './self-tile.tsx'
import { SharedScreen } from './shared-screen.tsx'
import { useElementSize } from './use-element-size.ts'
import { usePeopleOrder } from './use-people-order.ts'

export interface StageProps {
  readonly selfShown: boolean
  readonly onSelfShown: (shown: boolean) => void
  /** There is no place for everybody. */
  readonly onShowPeople: () => void
}

/**
 * The pictures. Tiles are placed by numbers and stay the same elements in every arrangement: a video that moves in the
 * document would stop.
 */
export function Stage({ selfShown, onSelfShown, onShowPeople }: StageProps): ReactNode {
  const ids = useParticipantIds()
  const share = useScreenShares().at(-1)
  const shared = share !== undefined
  const element = useRef<HTMLElement>(null)
  const { width, height } = useElementSize(element)
  const plan = useMemo(
    () => planStage({ width, height, people: ids.length, share: shared, self: selfShown }),
    [width, height, ids.length, shared, selfShown],
  )
  const order = usePeopleOrder(ids, plan.visiblePeople)
  const [met, setMet] = useState(false)
  if (ids.length > 0 && !met) setMet(true)
  const { stage } = texts.call
  const scrolls = plan.contentHeight > height + 1
  const hidden = ids.length - plan.people.length
  return (
    <section
      ref={element}
      className={`stage ${scrolls ? 'stage-scrolls' : ''}`}
      aria-label={stage.label}
      // Whoever has no mouse scrolls with the arrow keys.
      tabIndex={scrolls ? 0 : undefined}
    >
      {share && plan.share && <SharedScreen key={share.id} participant={share.participantId} place={plan.share} />}
      <ul className={`tiles ${plan.selfInCorner ? 'tiles-with-corner' : ''}`} style={{ height: plan.contentHeight }}>
        {ids.map((id) => {
          const place = plan.people[order.indexOf(id)]
          return place && <ParticipantTile key={id} id={id} place={place} />
        })}
        {plan.self && <SelfTile place={plan.self} inCorner={plan.selfInCorner} onHide={() => onSelfShown(false)} />}
      </ul>
      {plan.more && (
        <button
          type="button"
          className="stage-more"
          style={{ left: plan.more.x, top: plan.more.y, width: plan.more.width, height: plan.more.height }}
          aria-label={stage.moreLabel(hidden)}
          onClick={onShowPeople}
        >
          {stage.more(hidden)}
        </button>
      )}
      {ids.length === 0 && (
        <div className="stage-alone">
          <h2>{met ? stage.aloneTitle : stage.waitingTitle}</h2>
          <p>{met ? stage.aloneText : stage.waitingText}</p>
        </div>
      )}
      {!selfShown && (
        <IconButton
          className="stage-show-self"
          icon={<Eye size={20} />}
          label={stage.showSelf}
          onClick={() => onSelfShown(true)}
        />
      )}
    </section>
  )
}
