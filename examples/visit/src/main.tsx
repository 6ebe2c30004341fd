import './styles/tokens.css'
import './styles/base.css'
import './styles/page.css'
import './styles/arrival.css'
import './styles/device-check.css'
import './styles/call.css'
import './styles/stage.css'
import './styles/control-bar.css'
import './styles/side-panel.css'
import './styles/dialog.css'
import './styles/adaptations.css'
import { createTelevid, parseInviteFragment } from '@televid/core'
import { RoomProvider } from '@televid/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { adapters } from './adapters.ts'
import { App } from './app.tsx'
import { MissingLinkPage } from './farewell/missing-link-page.tsx'
import { Announcer } from './ui/announcer.tsx'

const televid = createTelevid({ adapters, grants: '/televid' })

const fake = new URLSearchParams(location.search).has('fake')
if (fake) (await import('./media/fake-devices.ts')).installFakeDevices()

const link = parseInviteFragment(location.hash)
const root = createRoot(document.getElementById('app') as HTMLElement)
root.render(
  <StrictMode>
    <Announcer>
      {link ? (
        <RoomProvider room={televid.room(link.room, { invite: link.invite })}>
          <App />
        </RoomProvider>
      ) : (
        <MissingLinkPage />
      )}
    </Announcer>
  </StrictMode>,
)
