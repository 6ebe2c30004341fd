import type { ConformanceCase } from '../conformance-case.ts'
import { attach } from './attach.ts'
import { audio } from './audio.ts'
import { autoplay } from './autoplay.ts'
import { capabilities } from './capabilities.ts'
import { capabilityMedia } from './capability-media.ts'
import { capabilityTransport } from './capability-transport.ts'
import { captions } from './captions.ts'
import { capture } from './capture.ts'
import { device } from './device.ts'
import { disconnectReasons } from './disconnect-reasons.ts'
import { encryption } from './encryption.ts'
import { errors } from './errors.ts'
import { faultCuts } from './fault-cuts.ts'
import { faultOutages } from './fault-outages.ts'
import { faultPeople } from './fault-people.ts'
import { faults } from './faults.ts'
import { identity } from './identity.ts'
import { joinGivenUp } from './join-given-up.ts'
import { joining } from './joining.ts'
import { leaks } from './leaks.ts'
import { leaving } from './leaving.ts'
import { light } from './light.ts'
import { loading } from './loading.ts'
import { loadingOnDemand } from './loading-on-demand.ts'
import { messageContent } from './message-content.ts'
import { messageDelivery } from './message-delivery.ts'
import { messageRaw } from './message-raw.ts'
import { messageTargets } from './message-targets.ts'
import { moderation } from './moderation.ts'
import { moderationByService } from './moderation-by-service.ts'
import { mute } from './mute.ts'
import { order } from './order.ts'
import { orderListeners } from './order-listeners.ts'
import { orderTraces } from './order-traces.ts'
import { quality } from './quality.ts'
import { reasonWords } from './reason-words.ts'
import { recording } from './recording.ts'
import { roster } from './roster.ts'
import { rosterStays } from './roster-stays.ts'
import { screen } from './screen.ts'
import { speaker } from './speaker.ts'
import { stats } from './stats.ts'
import { statsBadLine } from './stats-bad-line.ts'
import { switchDevice } from './switch-device.ts'
import { switchProcessor } from './switch-processor.ts'
import { track } from './track.ts'
import { trackByService } from './track-by-service.ts'
import { trackCustom } from './track-custom.ts'

/** Every case, in the order of cases.md; cases that share a call stand together. */
export const allCases: readonly ConformanceCase[] = [
  ...joining,
  ...joinGivenUp,
  ...roster,
  ...rosterStays,
  ...identity,
  ...order,
  ...orderListeners,
  ...orderTraces,
  ...track,
  ...trackByService,
  ...trackCustom,
  ...mute,
  ...light,
  ...switchDevice,
  ...switchProcessor,
  ...device,
  ...capture,
  ...screen,
  ...attach,
  ...moderation,
  ...moderationByService,
  ...disconnectReasons,
  ...reasonWords,
  ...encryption,
  ...captions,
  ...recording,
  ...leaving,
  ...autoplay,
  ...messageContent,
  ...messageDelivery,
  ...quality,
  ...audio,
  ...speaker,
  ...stats,
  ...messageRaw,
  ...statsBadLine,
  ...messageTargets,
  ...faults,
  ...faultCuts,
  ...faultPeople,
  ...faultOutages,
  ...capabilities,
  ...capabilityMedia,
  ...capabilityTransport,
  ...leaks,
  // Verdicts on the whole run are in these two.
  ...loadingOnDemand,
  ...loading,
  ...errors,
]
