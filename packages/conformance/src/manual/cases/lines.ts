import type { ManualCase } from '../manual-case.ts'

export const lines: readonly ManualCase[] = [
  {
    id: 'phone/wifi-to-cellular',
    title: 'From Wi-Fi to the cellular network and back.',
    level: 'MUST',
    proves: 'inv. 4',
    steps: [
      {
        act: 'Turn Wi-Fi off during the call.',
        expect:
          'The phone says that it reconnects. Within 30 s picture and voice work; the computer shows the phone once, and never as somebody new.',
      },
      { act: 'Turn Wi-Fi on, and wait until the phone uses it.', expect: 'The call goes on.' },
    ],
  },
  {
    id: 'phone/flight-mode',
    title: 'Flight mode for 15 s.',
    level: 'MUST',
    proves: 'inv. 4, 5',
    steps: [
      {
        act: 'Turn flight mode on for 15 s.',
        expect:
          'Both sides say that the connection is gone or that the phone is away. Neither shows a frozen picture as live.',
      },
      { act: 'Turn it off.', expect: 'Within 30 s the call goes on, or both sides say that it ended and why.' },
    ],
  },
  {
    id: 'phone/reload',
    title: 'A reload comes back once.',
    level: 'MUST',
    proves: 'inv. 1',
    steps: [
      {
        act: 'Reload the page on the phone and join again.',
        expect: 'Within 20 s the computer shows the phone once, with picture and voice.',
      },
    ],
  },
  {
    id: 'phone/swiped-away',
    title: 'A browser that is swiped away is gone.',
    level: 'MUST',
    proves: 'inv. 1; rule SessionBase.leaveNow',
    steps: [
      {
        act: 'Swipe the browser away in the list of running apps.',
        expect:
          'Within 60 s the computer shows that the phone left. The signs of camera and microphone on the phone are gone.',
      },
    ],
  },
  {
    id: 'phone/twenty-minutes',
    title: 'Twenty minutes in one go.',
    level: 'SHOULD',
    proves: 'rule leaks; inv. 4',
    steps: [
      {
        act: 'Stay in the call for 20 minutes with camera and microphone. Speak at the end.',
        expect: 'Voice and picture are as good as in the beginning, and the phone is not too hot to hold.',
      },
    ],
  },
]
