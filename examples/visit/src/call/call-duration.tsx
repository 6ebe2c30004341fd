import { type ReactNode, useEffect, useState } from 'react'
import { texts } from '../texts/texts.ts'
import { formatDuration } from './format-duration.ts'

/** How long one has been in the visit; a reconnect does not start it anew. Read on demand, never announced. */
export function CallDuration(): ReactNode {
  const [since] = useState(() => Date.now())
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const time = formatDuration(now - since)
  return (
    <p className="call-duration">
      <span className="visually-hidden">{texts.call.page.duration(time)}</span>
      <span aria-hidden="true">{time}</span>
    </p>
  )
}
