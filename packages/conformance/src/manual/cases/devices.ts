import type { ManualCase } from '../manual-case.ts'

export const devices: readonly ManualCase[] = [
  {
    id: 'phone/camera-light',
    title: 'Camera off and leave turn the indicator of the camera off.',
    level: 'MUST',
    proves: 'inv. 9',
    steps: [
      {
        act: 'Turn the camera off on the phone.',
        expect:
          'Within 2 s the green dot (or the camera sign of the browser) is gone, and the computer shows the camera as off.',
      },
      { act: 'Turn it on again.', expect: 'The computer sees moving pictures within 5 s.' },
      { act: 'Leave on the phone.', expect: 'Both signs, of camera and of microphone, are gone within 2 s.' },
    ],
  },
  {
    id: 'phone/microphone-off',
    title: 'Microphone off is silence, and the indicator says so.',
    level: 'MUST',
    proves: 'inv. 9; C-24 mute',
    steps: [
      {
        act: 'Join again. Turn the microphone off on the phone and speak into it.',
        expect: 'The computer hears nothing and shows the microphone as off. The orange dot is gone within 2 s.',
      },
      { act: 'Turn it on again and speak.', expect: 'The computer hears the phone from the first sentence on.' },
    ],
  },
  {
    id: 'phone/camera-switch',
    title: 'From the front to the back camera and again to the front.',
    level: 'MUST',
    proves: 'rule phones: release, open, reopen on failure',
    steps: [
      {
        act: 'Switch to the back camera.',
        expect: 'Within 5 s the computer sees what is behind the phone; picture and voice go on without a rejoin.',
      },
      { act: 'Switch back.', expect: 'The computer sees the front again. The own picture on the phone moves.' },
      {
        act: 'Switch four times as fast as you can.',
        expect: 'In the end both sides show the camera that the phone says.',
      },
    ],
  },
  {
    id: 'phone/rotate',
    title: 'A turned phone is seen upright.',
    level: 'MUST',
    proves: 'rule generations: elements follow',
    steps: [
      {
        act: 'Turn the phone on its side and back.',
        expect: 'On the computer faces stay upright and are not stretched.',
      },
    ],
  },
  {
    id: 'phone/no-echo',
    title: 'On the loudspeaker of the phone nobody hears himself.',
    level: 'MUST',
    proves: 'design: remote audio by media elements, for echo cancellation',
    steps: [
      {
        act: 'Put phone and computer into different rooms, the phone on a table with its loudspeaker at full volume. Speak at the computer.',
        expect: 'At the computer you do not hear yourself come back.',
      },
    ],
  },
  {
    id: 'phone/bluetooth',
    title: 'A headset that comes and goes takes the voice with it.',
    level: 'SHOULD',
    proves: 'rule devices: hot plug',
    steps: [
      {
        act: 'Connect a Bluetooth headset during the call.',
        expect: 'Within 10 s, at most after choosing it, you hear and speak through the headset.',
      },
      {
        act: 'Turn the headset off.',
        expect: 'Within 10 s the phone plays by itself, and the computer hears the phone again.',
      },
    ],
  },
]
