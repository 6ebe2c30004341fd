import type { ManualCase } from '../manual-case.ts'

export const background: readonly ManualCase[] = [
  {
    id: 'phone/other-tab',
    title: 'Another tab for 30 s.',
    level: 'MUST',
    proves: 'rule interrupted; inv. 4',
    steps: [
      {
        act: 'Open another tab on the phone, and stay there for 30 s.',
        expect:
          'The computer shows the phone all the time. Where its picture stops, it shows the camera as off or interrupted, not a frozen face as live.',
      },
      { act: 'Go back to the tab of the call.', expect: 'Within 5 s picture and voice work in both directions.' },
    ],
  },
  {
    id: 'phone/home-screen',
    title: 'Home screen for 10 s.',
    level: 'MUST',
    proves: 'rule interrupted; inv. 4',
    steps: [
      {
        act: 'Go to the home screen for 10 s, and back.',
        expect: 'Within 5 s picture and voice work in both directions.',
      },
    ],
  },
  {
    id: 'phone/locked',
    title: 'A locked screen for 30 s.',
    level: 'MUST',
    proves: 'inv. 4',
    steps: [
      {
        act: 'Lock the phone for 30 s. Unlock it.',
        expect:
          'Within 15 s the phone is in the call again, or says that it ended and why. The computer never shows it twice.',
      },
    ],
  },
  {
    id: 'phone/long-background',
    title: 'Three minutes away.',
    level: 'MUST',
    proves: 'inv. 4, 5',
    steps: [
      {
        act: 'Open another app for three minutes.',
        expect: 'The computer either keeps the phone, or says that it left. It does not show a frozen picture as live.',
      },
      {
        act: 'Go back.',
        expect: 'Within 15 s the phone is in the call, or says that it ended and why, with a way to join again.',
      },
    ],
  },
]
