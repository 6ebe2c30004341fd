import { useLobby, usePermission } from '@televid/react'
import type { ReactNode } from 'react'
import { texts } from '../../texts/texts.ts'
import type { OpenPanel } from '../open-panel.ts'
import { BlurButton } from './blur-button.tsx'
import { CameraButton } from './camera-button.tsx'
import { LeaveButton } from './leave-button.tsx'
import { MicrophoneButton } from './microphone-button.tsx'
import { MoreMenu, type MoreMenuProps } from './more-menu.tsx'
import { PanelButton } from './panel-button.tsx'
import { ShareButton } from './share-button.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { useSourceToggle } from './use-source-toggle.ts'

export interface ControlBarProps extends MoreMenuProps {
  readonly panel: OpenPanel
  readonly unread: number
  readonly onPanel: (panel: 'chat' | 'people') => void
}

const nothing = () => {}

export function ControlBar({ panel, unread, onPanel, ...more }: ControlBarProps): ReactNode {
  const maySend = usePermission('publish')
  const { waiting } = useLobby()
  const { toggle: toggleMicrophone } = useSourceToggle('microphone')
  const { toggle: toggleCamera } = useSourceToggle('camera')
  useShortcuts({
    microphone: maySend ? toggleMicrophone : nothing,
    camera: maySend ? toggleCamera : nothing,
    chat: () => onPanel('chat'),
    people: () => onPanel('people'),
  })
  return (
    <footer className="control-bar">
      {/** biome-ignore lint/a11y/useSemanticElements: a toolbar has no element of its own */}
      <div role="group" aria-label={texts.call.controls.label}>
        {maySend && (
          <>
            <MicrophoneButton />
            <CameraButton />
            <ShareButton className="control-wide" />
            <BlurButton className="control-wide" />
          </>
        )}
        <PanelButton panel="chat" open={panel === 'chat'} count={unread} onToggle={() => onPanel('chat')} />
        <PanelButton
          panel="people"
          open={panel === 'people'}
          count={waiting.length}
          onToggle={() => onPanel('people')}
        />
        <MoreMenu {...more} />
        <LeaveButton />
      </div>
    </footer>
  )
}
