import { Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { PageHeading } from './page-heading.tsx'

export interface PageLayoutProps {
  /** The heading; also names the tab. */
  readonly title: string
  /** Title of the tab, where it says more than the heading. */
  readonly tabTitle?: string
  /** Above the heading, e.g. which step this is. */
  readonly step?: string
  readonly introduction?: ReactNode
  /** Beside the heading on wide screens, below it on narrow ones. */
  readonly side?: ReactNode
  readonly children: ReactNode
  /** Stays in view at the bottom. */
  readonly footer?: ReactNode
}

/** The frame of every page around the call. */
export function PageLayout(props: PageLayoutProps): ReactNode {
  const { title, tabTitle = `${title} · ${texts.arrival.appName}`, step, introduction, side, children, footer } = props
  return (
    <div className={side ? 'page page-wide' : 'page'}>
      <header className="page-header">
        <Video aria-hidden="true" />
        {texts.arrival.appName}
      </header>
      <main className="page-main">
        <div className="page-columns">
          <div className="page-side">
            <div className="page-title">
              {step && <p className="step">{step}</p>}
              <PageHeading title={tabTitle}>{title}</PageHeading>
              {introduction && <p>{introduction}</p>}
            </div>
            {side}
          </div>
          <div className="page-content">{children}</div>
        </div>
        {footer && <div className="page-footer">{footer}</div>}
      </main>
    </div>
  )
}
