import { useAudioOnly, usePermission, useRoom } from '@televid/react'
import { Ellipsis, Eye, EyeOff, Keyboard, Video, VideoOff } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { BlurOption } from './blur-option.tsx'
import { ControlButton } from './control-button.tsx'
import { DeviceChoices } from './device-choices.tsx'
import { ShareOption } from './share-option.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

export interface MoreMenuProps {
  readonly selfShown: boolean
  readonly onSelfShown: (shown: boolean) => void
}

/** What one needs seldom: devices, saving data, help with the keyboard. */
export function MoreMenu({ selfShown, onSelfShown }: MoreMenuProps): ReactNode {
  const room = useRoom()
  const audioOnly = useAudioOnly()
  const maySend = usePermission('publish')
  const opener = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [shortcuts, setShortcuts] = useState(false)
  const { controls, more, stage } = texts.call
  const byApp = audioOnly.cause === 'app'

  const act = (action: () => void) => () => {
    action()
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <div className="more">
      <ControlButton
        ref={opener}
        icon={<Ellipsis />}
        label={controls.more}
        caption={controls.more}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popover label={more.title} opener={opener} onClose={() => setOpen(false)}>
          <h2>{more.title}</h2>
          <DeviceChoices />
          <div className="more-actions">
            {maySend && (
              <>
                <ShareOption />
                <BlurOption />
              </>
            )}
            <Button
              look="quiet"
              icon={byApp ? <Video size={20} /> : <VideoOff size={20} />}
              onClick={act(() => room.setAudioOnly(!byApp))}
            >
              {byApp ? more.audioOnlyOff : more.audioOnlyOn}
            </Button>
            <Button
              look="quiet"
              icon={selfShown ? <EyeOff size={20} /> : <Eye size={20} />}
              onClick={act(() => onSelfShown(!selfShown))}
            >
              {selfShown ? stage.hideSelf : stage.showSelf}
            </Button>
            <Button
              look="quiet"
              className="more-shortcuts"
              icon={<Keyboard size={20} />}
              onClick={act(() => setShortcuts(true))}
            >
              {more.shortcuts}
            </Button>
          </div>
        </Popover>
      )}
      {shortcuts && <ShortcutsDialog onClose={() => setShortcuts(false)} />}
    </div>
  )
}
