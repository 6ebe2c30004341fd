import type { ManualCase } from '../manual-case.ts'

export const interruptions: readonly ManualCase[] = [
  {
    id: 'phone/call-declined',
    title: 'A telephone call that is declined leaves nothing silent.',
    level: 'MUST',
    proves: 'rule interrupted; inv. 4',
    steps: [
      {
        act: 'Call the phone from another one. Let it ring for 5 s, and decline.',
        expect: 'The video call is still there.',
      },
      {
        act: 'Speak on both sides.',
        expect:
          'Within 5 s each hears the other and the picture moves, by itself or after one tap that the page asks for.',
      },
    ],
  },
  {
    id: 'phone/call-taken',
    title: 'A telephone call that is taken interrupts, is shown, and ends.',
    level: 'MUST',
    proves: 'rule interrupted; inv. 4',
    steps: [
      {
        act: 'Call the phone again, take the call and talk for 20 s.',
        expect:
          'The computer does not hear the telephone call. It shows the phone as off, interrupted or away, not as speaking.',
      },
      {
        act: 'Hang up, and go back to the browser.',
        expect: 'Within 10 s microphone and camera work again, by themselves or after one tap that the page asks for.',
      },
      { act: 'Speak on both sides.', expect: 'Each hears the other. The computer shows the phone once.' },
    ],
  },
  {
    id: 'phone/voice-assistant',
    title: 'A voice assistant takes the microphone and gives it back.',
    level: 'MUST',
    proves: 'rule interrupted',
    steps: [
      {
        act: 'Start the voice assistant of the phone, ask it for the time, and dismiss it.',
        expect: 'Within 5 s the computer hears the phone again, and the page does not say that the microphone is off.',
      },
    ],
  },
  {
    id: 'phone/alarm',
    title: 'An alarm or a timer ends nothing.',
    level: 'SHOULD',
    proves: 'rule interrupted',
    steps: [
      {
        act: 'Set a timer of 10 s, wait until it rings, and stop it.',
        expect: 'Within 5 s each side hears the other again.',
      },
    ],
  },
]
