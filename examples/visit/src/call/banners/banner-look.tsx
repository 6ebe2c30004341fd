import { Info, MicOff, MonitorUp, PhoneCall, TriangleAlert, VideoOff, VolumeX, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BannerProps } from '../../ui/banner.tsx'
import { QualityBars } from '../stage/quality-bars.tsx'
import type { CallBanner } from './call-banners.ts'

export interface BannerLook {
  readonly tone: BannerProps['tone']
  readonly icon: ReactNode
  /** `assertive` for what stops people from hearing or seeing each other. */
  readonly urgency: 'polite' | 'assertive'
}

const size = 20

export const bannerLooks: Readonly<Record<CallBanner, BannerLook>> = {
  reconnecting: { tone: 'danger', icon: <WifiOff size={size} />, urgency: 'assertive' },
  'sound-blocked': { tone: 'warning', icon: <VolumeX size={size} />, urgency: 'assertive' },
  'microphone-interrupted': { tone: 'danger', icon: <PhoneCall size={size} />, urgency: 'assertive' },
  'camera-interrupted': { tone: 'warning', icon: <PhoneCall size={size} />, urgency: 'assertive' },
  'microphone-failed': { tone: 'danger', icon: <MicOff size={size} />, urgency: 'assertive' },
  'camera-failed': { tone: 'warning', icon: <VideoOff size={size} />, urgency: 'assertive' },
  'screen-failed': { tone: 'warning', icon: <TriangleAlert size={size} />, urgency: 'polite' },
  'video-paused': { tone: 'warning', icon: <QualityBars filled={1} />, urgency: 'polite' },
  'screen-shared': { tone: 'info', icon: <MonitorUp size={size} />, urgency: 'polite' },
  'poor-connection': { tone: 'warning', icon: <QualityBars filled={1} />, urgency: 'polite' },
  'audio-only': { tone: 'info', icon: <Info size={size} />, urgency: 'polite' },
}
