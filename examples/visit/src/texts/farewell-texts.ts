import type { FarewellKind } from '../farewell/farewell-kind.ts'

export interface FarewellText {
  readonly title: string
  readonly happened: string
  readonly next: string
}

const kinds: Record<FarewellKind, FarewellText> = {
  left: {
    title: 'You left the visit',
    happened: 'The others can no longer see or hear you.',
    next: 'Did you leave by mistake? You can return as long as the visit goes on.',
  },
  ended: {
    title: 'The visit has ended',
    happened: 'The clinician ended the visit for everybody. Thank you for coming.',
    next: 'If you still have a question, contact your clinic as you usually do.',
  },
  removed: {
    title: 'You are no longer in the visit',
    happened: 'The clinician took you out of this visit.',
    next: 'If you think this was a mistake, please call your clinic.',
  },
  refused: {
    title: 'The clinician could not let you in',
    happened: 'This can have many reasons: for example, the visit may be at another time.',
    next: 'Please call your clinic. They can tell you more and send a new link.',
  },
  elsewhere: {
    title: 'Your visit is open in another window',
    happened: 'You joined again, in another window or on another device. The visit goes on there.',
    next: 'You can go on there and close this one. Or move the visit back to this window.',
  },
  'link-used': {
    title: 'This link was used before',
    happened: 'For your safety, each link works once, and in one browser only.',
    next: 'Go back to the browser or device where you opened it first. Or ask your clinic for a new link.',
  },
  'link-wrong': {
    title: 'This link does not work',
    happened: 'Perhaps a part of the link was lost on the way.',
    next: 'Open the link from your message once more, or copy all of it. If that does not help, ask your clinic for a new one.',
  },
  'link-expired': {
    title: 'This link is no longer valid',
    happened: 'Links to a visit work for a limited time.',
    next: 'Please ask your clinic for a new link.',
  },
  full: {
    title: 'The visit is full',
    happened: 'No more people can join at the moment.',
    next: 'Wait until somebody has left, then try again. Or call your clinic.',
  },
  policy: {
    title: 'This visit cannot take place here',
    happened: 'The rules of the clinic do not allow this video visit at the moment. It is not your fault.',
    next: 'Please call your clinic and tell them what you see here.',
  },
  lost: {
    title: 'The connection was lost',
    happened: 'Your internet connection was away for too long. The others may still be in the visit.',
    next: 'Check that you are online, then return to the visit.',
  },
  unreachable: {
    title: 'We cannot reach the visit',
    happened: 'Your device may be offline, or the visit service may be down for a moment.',
    next: 'Check your internet connection, wait a moment, then try again. If that does not help, call your clinic.',
  },
  'too-slow': {
    title: 'Joining took too long',
    happened: 'The connection could not be made in time. Your internet connection may be slow.',
    next: 'Try again. If you can, go closer to your Wi-Fi or use another network.',
  },
  interrupted: {
    title: 'The visit was interrupted',
    happened: 'The visit service closed the connection. It is not your fault.',
    next: 'Return to the visit now. It goes on where it was.',
  },
  idle: {
    title: 'The visit was closed',
    happened: 'Nothing happened in this visit for a long time, so it was closed.',
    next: 'If your visit is not over, return to it.',
  },
  busy: {
    title: 'There were too many tries',
    happened: 'The visit service received too many tries from your connection.',
    next: 'Wait for a minute, then try again.',
  },
  outdated: {
    title: 'This page is out of date',
    happened: 'A newer version of this page is needed for the visit.',
    next: 'Reload the page. If that does not help, use another browser: Chrome, Edge, Firefox or Safari.',
  },
  unknown: {
    title: 'The visit could not go on',
    happened: 'Something went wrong, and we do not know what. It is not your fault.',
    next: 'Try again. If that does not help, call your clinic.',
  },
}

/** Words for the end of a visit, and for a page that was opened without one. */
export const farewellTexts = {
  of: (kind: FarewellKind): FarewellText => kinds[kind],
  devicesOff: 'Your camera and microphone are off.',
  devicesStillOn: 'Turning your camera and microphone off …',
  returnNow: 'Return to the visit',
  moveHere: 'Move the visit to this window',
  checkFirst: 'Check camera and sound first',
  reload: 'Reload the page',
  returning: 'Returning …',
  close: 'You can close this window now.',
  missing: {
    title: 'Please open the link of your visit',
    happened: 'This page was opened without the link that you were sent.',
    steps: [
      'Look for the message from your clinic: an e-mail or a text message.',
      'Open the link in it. If you copy it, copy all of it.',
      'If you cannot find it, call your clinic. They send you a new one.',
    ],
  },
} as const
