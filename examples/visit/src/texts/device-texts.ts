import type { BrowserKind } from '../devices/browser-kind.ts'
import type { DeviceProblem } from '../devices/device-problem.ts'
import { allowBrowserSteps, allowWebsiteSteps } from './permission-texts.ts'

/** `camera-and-microphone`: both have the same problem. */
export type HelpSource = 'camera' | 'microphone' | 'camera-and-microphone' | 'screen'

interface Name {
  /** Begins a sentence. */
  readonly subject: string
  readonly verb: 'is' | 'are'
  /** Within a sentence. */
  readonly object: string
  readonly it: 'it' | 'them'
  /** As settings call it. */
  readonly setting: string
}

export interface ProblemText {
  readonly title: string
  readonly happened: string
  /** What to do, in order. */
  readonly steps: readonly string[]
}

const names: Record<HelpSource, Name> = {
  camera: { subject: 'Your camera', verb: 'is', object: 'your camera', it: 'it', setting: '“Camera”' },
  microphone: { subject: 'Your microphone', verb: 'is', object: 'your microphone', it: 'it', setting: '“Microphone”' },
  'camera-and-microphone': {
    subject: 'Your camera and microphone',
    verb: 'are',
    object: 'your camera and microphone',
    it: 'them',
    setting: '“Camera” and “Microphone”',
  },
  screen: {
    subject: 'Screen sharing',
    verb: 'is',
    object: 'your screen',
    it: 'it',
    setting: '“Screen & System Audio Recording”',
  },
}

const tryAgain = 'Press “Try again”.'
const reload = 'If that does not help, reload this page. You keep your place.'

const problems: Record<DeviceProblem, (name: Name, kind: BrowserKind) => ProblemText> = {
  blocked: ({ subject, verb, object, setting }, kind) => ({
    title: `${subject} ${verb} blocked`,
    happened: `Your browser does not let this page use ${object}.`,
    steps: allowWebsiteSteps(setting, kind),
  }),
  dismissed: ({ subject, verb, object }) => ({
    title: `${subject} ${verb} not allowed yet`,
    happened: `Your browser asked whether this page may use ${object}. The answer was not “Allow”.`,
    steps: [tryAgain, 'When your browser asks, choose “Allow”.', 'If it does not ask again, reload this page.'],
  }),
  'blocked-by-system': ({ subject, verb, object, setting }, kind) => ({
    title: `${subject} ${verb} switched off in the settings of your device`,
    happened: `Your computer, phone or tablet does not let the browser use ${object}.`,
    steps: allowBrowserSteps(setting, kind),
  }),
  'not-found': ({ subject, verb, object, it }) => ({
    title: `${subject} ${verb} not connected`,
    happened: `We cannot find ${object}.`,
    steps: [
      `If you plug ${it} in: check the cable, or take it out and put it back.`,
      'If you use a headset without cable: switch it on and connect it.',
      tryAgain,
    ],
  }),
  'in-use': ({ subject, verb, it }) => ({
    title: `${subject} ${verb} busy`,
    happened: `Another app or another tab may be using ${it}.`,
    steps: [
      'Close other video calls, and apps such as the camera app.',
      tryAgain,
      'If that does not help, restart your device.',
    ],
  }),
  'not-suited': ({ subject, object }) => ({
    title: `${subject} did not start`,
    happened: `The browser could not start ${object} in the way this page asked for.`,
    steps: ['Choose another device in the list, if there is one.', tryAgain],
  }),
  unplugged: ({ subject, verb, it }) => ({
    title: `${subject} ${verb} disconnected`,
    happened: `The connection to ${it} was lost, so we turned ${it} off.`,
    steps: ['Connect it again: check the cable, or switch on the headset.', tryAgain],
  }),
  'insecure-page': ({ object }) => ({
    title: 'This page is not secure',
    happened: `Browsers give ${object} to secure pages only.`,
    steps: [
      'Open the link exactly as it was sent to you. The address must begin with “https”.',
      'If it does not, ask your clinic for a new link.',
    ],
  }),
  unsupported: ({ subject, verb }) => ({
    title: `${subject} ${verb} not possible in this browser`,
    happened: 'This browser cannot do it.',
    steps: [
      'Use Chrome, Edge, Firefox or Safari, in its newest version.',
      'On a phone or tablet, screen sharing is not possible. Use a computer for that.',
    ],
  }),
  'blur-failed': () => ({
    title: 'The background blur does not work here',
    happened: 'Your camera is off, so that nobody sees your room without blur.',
    steps: [
      'Choose whether you want to turn the camera on without blur.',
      'Or press “Try again” to try the blur once more.',
    ],
  }),
  'click-needed': ({ subject }) => ({
    title: `${subject} did not start`,
    happened: 'The browser wants you to start it yourself.',
    steps: [tryAgain],
  }),
  'not-allowed-here': ({ subject, verb }) => ({
    title: `${subject} ${verb} not open to you in this visit`,
    happened: 'You take part by watching and listening.',
    steps: ['If you should be seen and heard, ask the clinician.'],
  }),
  'share-canceled': () => ({
    title: 'Nothing is shared',
    happened: 'No screen or window was chosen.',
    steps: [tryAgain, 'Choose what you want to show, then press “Share”.'],
  }),
  'not-sent': ({ subject, verb }) => ({
    title: `${subject} ${verb} off`,
    happened: 'It works on your side, but the others could not get it.',
    steps: ['Check your internet connection.', tryAgain, reload],
  }),
  failed: ({ subject }) => ({
    title: `${subject} did not start`,
    happened: 'Your browser does not say why.',
    steps: [tryAgain, reload],
  }),
}

/** Words about camera, microphone and speaker, wherever they are shown. */
export const deviceTexts = {
  problem: (problem: DeviceProblem, source: HelpSource, kind: BrowserKind): ProblemText =>
    problems[problem](names[source], kind),
  retry: 'Try again',
  withoutBlur: 'Turn on without blur',
  continueWithout: (source: HelpSource) => `Continue without ${names[source].object.replace(/^your /, '')}`,
  chooseAnother: (source: HelpSource) => `Choose another ${source === 'microphone' ? 'microphone' : 'camera'}`,
  whatToDo: 'What to do',

  camera: 'Camera',
  microphone: 'Microphone',
  speaker: 'Speaker',
  turnOn: { camera: 'Turn camera on', microphone: 'Turn microphone on' },
  turnOff: { camera: 'Turn camera off', microphone: 'Turn microphone off' },
  isOn: { camera: 'Camera on', microphone: 'Microphone on' },
  isOff: { camera: 'Camera off', microphone: 'Microphone off' },
  interrupted: {
    camera: 'Your device uses the camera for something else. It comes back by itself.',
    microphone: 'Your device uses the microphone for something else. It comes back by itself.',
  },
  preview: 'Your picture, as others see it',
  unnamed: (kind: string, position: number) => `${kind} ${position}`,
  systemSpeaker: 'The one your device uses now',
  switchFailed: (kind: string) => `The other ${kind.toLowerCase()} could not be used. Nothing has changed.`,
} as const
