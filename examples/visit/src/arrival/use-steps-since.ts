import { useEffect, useState } from 'react'

/**
 * How many whole steps of time have passed since a moment; re-renders once per step.
 *
 * @param since Unix ms
 * @param stepMs length of a step, e.g. 60,000 to count minutes
 */
export function useStepsSince(since: number, stepMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  const steps = Math.max(0, Math.floor((now - since) / stepMs))
  useEffect(() => {
    const next = since + (steps + 1) * stepMs
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, next - Date.now()) + 1)
    return () => clearTimeout(timer)
  }, [since, stepMs, steps])
  return steps
}
