import { sameItems, useRoomSnapshot } from '@televid/react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { texts } from '../../texts/texts.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Banner } from '../../ui/banner.tsx'
import { BannerAction, type HelpSource } from './banner-action.tsx'
import { bannerLooks } from './banner-look.tsx'
import { type CallBanner, callBanners } from './call-banners.ts'
import { DeviceHelpDialog } from './device-help-dialog.tsx'

/** More would hide the people. */
const shownAtOnce = 2

/** What is wrong now, with its way out. */
export function BannerStack(): ReactNode {
  const banners = useRoomSnapshot(callBanners, sameItems)
  const [help, setHelp] = useState<HelpSource | null>(null)
  useBannerAnnouncements(banners)
  return (
    <>
      {banners.slice(0, shownAtOnce).map((banner) => (
        <Banner
          key={banner}
          tone={bannerLooks[banner].tone}
          icon={bannerLooks[banner].icon}
          action={<BannerAction banner={banner} onHelp={setHelp} />}
        >
          {texts.call.banners[banner]}
        </Banner>
      ))}
      {help && <DeviceHelpDialog source={help} onClose={() => setHelp(null)} />}
    </>
  )
}

/** Each is said once when it comes. That the connection is back is said too: silence would leave one waiting. */
function useBannerAnnouncements(banners: readonly CallBanner[]): void {
  const announce = useAnnounce()
  const said = useRef<readonly CallBanner[]>([])
  useEffect(() => {
    const before = said.current
    said.current = banners
    for (const banner of banners)
      if (!before.includes(banner)) announce(texts.call.banners[banner], bannerLooks[banner].urgency)
    if (before.includes('reconnecting') && !banners.includes('reconnecting'))
      announce(texts.call.announcements.reconnected, 'assertive')
  }, [banners, announce])
}
