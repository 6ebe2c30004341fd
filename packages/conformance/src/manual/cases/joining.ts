import type { ManualCase } from '../manual-case.ts'

export const joining: readonly ManualCase[] = [
  {
    id: 'phone/join-by-link',
    title:
      'A fresh phone joins by a link, is asked once for camera and microphone together, and both see and hear each other.',
    level: 'MUST',
    proves: 'inv. 1, 8',
    steps: [
      {
        act: 'On the computer, join a room with camera and microphone. Send its link to the phone, and open it in a browser that was never asked for this site.',
        expect: 'The phone asks for camera and microphone in one question, and only when you start the camera or join.',
      },
      { act: 'Allow both and join.', expect: 'Within 10 s each side shows one moving picture of the other.' },
      {
        act: 'Say a sentence on each side.',
        expect: 'Each side hears the other, once, without a second voice behind it.',
      },
    ],
  },
  {
    id: 'phone/plays-inline',
    title: 'Pictures play inside the page.',
    level: 'MUST',
    proves: 'rule Track.attach',
    steps: [
      {
        act: 'Look at the phone when the first picture of the computer appears, and scroll the page if it can be scrolled.',
        expect: 'No picture opens full-screen by itself, and none shows a play button or stays black.',
      },
    ],
  },
  {
    id: 'phone/blocked-sound',
    title: 'Where the browser blocks sound, one tap starts every voice.',
    level: 'MUST',
    proves: 'rule room.audio.resume',
    steps: [
      {
        act: 'Leave on the phone. Close the tab, open the link again and join without camera and microphone.',
        expect: 'You hear the computer, or the page says that sound needs a tap.',
      },
      {
        act: 'If it says so, tap it once. Speak on the computer.',
        expect: 'The voice is heard; the page does not ask again.',
      },
    ],
  },
  {
    id: 'phone/permission-refused',
    title: 'A refused camera says what to do, and the call works without it.',
    level: 'MUST',
    proves: 'inv. 9; rule device errors',
    steps: [
      {
        act: 'Take back the permission of the site for the camera in the settings of the browser, reload and join.',
        expect:
          'The phone joins. It says that the camera was refused, and how to allow it. The computer hears the phone.',
      },
      {
        act: 'Allow the camera again in the settings, go back to the page (reload if the browser asks for it) and turn the camera on.',
        expect: 'The computer sees the phone.',
      },
    ],
  },
  {
    id: 'phone/no-screen-share',
    title: 'Where the browser cannot share a screen, nobody is offered it.',
    level: 'SHOULD',
    proves: 'inv. 9; rule supports()',
    steps: [
      {
        act: 'Look for a way to share the screen on the phone.',
        expect: 'There is none, or it says at once that this browser cannot.',
      },
    ],
  },
]
