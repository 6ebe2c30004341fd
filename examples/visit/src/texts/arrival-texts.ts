/** Words from the opened link to the moment somebody is let in. */
export const arrivalTexts = {
  appName: 'Video visit',
  steps: (step: number, of: number) => `Step ${step} of ${of}`,

  consent: {
    title: 'Welcome to your video visit',
    introduction: 'Two short steps, then you are there. Please read this first.',
    cardTitle: 'Your privacy',
    notices: {
      visit: {
        title: 'You will see and hear each other',
        text: 'Only people the clinic invites can join. You see everybody who is in the visit.',
      },
      recording: {
        title: 'Nothing is recorded without asking you',
        text: 'If somebody wants to record, you are asked first. You can say no.',
      },
      place: {
        title: 'Find a quiet, private place',
        text: 'Sit where nobody else can see your screen or listen.',
      },
      emergency: {
        title: 'This is not for emergencies',
        text: 'In an emergency, call your local emergency number now.',
      },
    },
    agree: 'I understand and agree',
    notAgreed: 'Please tick “I understand and agree” first.',
    next: 'Continue',
  },

  check: {
    title: 'Check your camera and sound',
    cardTitle: 'Camera and sound',
    before: {
      title: 'Turn on your camera and microphone',
      text: 'Your browser will ask whether this page may use them. Choose “Allow”. Nobody sees or hears you yet.',
      action: 'Turn on camera and microphone',
    },
    asking: 'Look for the question of your browser and choose “Allow”. It is often at the top of the window.',
    nobodyYet: 'Only you can see this. Nobody sees or hears you yet.',
    cameraOff: 'Your camera is off',
    cameraStarting: 'Your camera is starting …',
  },

  meter: {
    label: 'Microphone level',
    nothing: 'We do not hear anything yet. Say a few words.',
    heard: 'We hear you.',
    off: 'Your microphone is off. Nobody can hear you.',
  },

  sound: {
    play: 'Play a test sound',
    playAgain: 'Play it again',
    playing: 'Playing …',
    question: 'Did you hear it?',
    yes: 'Yes',
    no: 'No',
    heard: 'Good. Your sound works.',
    helpTitle: 'Try this',
    help: [
      'Turn the volume up, on your device and on the headset or loudspeaker.',
      'On a phone, check that it is not set to silent.',
      'Choose another speaker in the list, if there is one, and play the sound again.',
    ],
    failed: 'The sound could not be played. Choose another speaker and try again.',
    noChoice: 'To use another speaker, change it in the settings of your device.',
  },

  blur: {
    label: 'Blur my background',
    loading: 'Preparing the blur. This can take a moment.',
    on: 'Your background is blurred.',
    off: 'Others can see what is behind you.',
  },

  network: {
    title: 'Internet connection',
    checking: 'We are checking your connection …',
    progress: 'Check of your internet connection',
    good: 'Your connection is good.',
    limited: 'Your connection is slow. Voice may work better than video.',
    limitedHelp: [
      'Go closer to your Wi-Fi.',
      'Stop other downloads and videos.',
      'You can turn your camera off in the visit.',
    ],
    noService: 'We cannot reach the visit service.',
    noServiceHelp: [
      'Check that your device is online.',
      'Try another network: for example your phone’s mobile data instead of Wi-Fi.',
    ],
    noCalls: 'Your network may block video calls.',
    noCallsHelp: [
      'Try another network: for example your phone’s mobile data instead of Wi-Fi.',
      'If you use a VPN, turn it off.',
      'You can still try to join.',
    ],
    failed: 'We could not check your connection. You can still join.',
    again: 'Check again',
  },

  join: {
    both: 'Join the visit',
    withoutCamera: 'Join without camera',
    withoutMicrophone: 'Join without microphone',
    withoutBoth: 'Join without camera and microphone',
    hint: {
      both: '',
      withoutCamera: 'The others hear you, but do not see you.',
      withoutMicrophone: 'The others see you, but do not hear you.',
      withoutBoth: 'The others do not see or hear you.',
    },
  },

  back: {
    title: 'Return to your visit',
    text: 'The page was closed or loaded again. Your visit may still be going on.',
    as: {
      both: 'Your camera and microphone will be on, as before.',
      withoutCamera: 'Your microphone will be on and your camera off, as before.',
      withoutMicrophone: 'Your camera will be on and your microphone off, as before.',
      withoutBoth: 'Your camera and microphone will be off, as before.',
    },
    action: 'Return to your visit',
    check: 'Check camera and sound first',
  },

  waiting: {
    connecting: 'Connecting you to the visit',
    connectingText: 'This takes a few seconds.',
    slow: 'This takes longer than usual. Please stay, we keep trying.',
    title: 'You are in the waiting room',
    text: 'Your clinician has been told that you are here and will let you in.',
    next: [
      'Please keep this page open. You do not need to do anything.',
      'The visit opens here by itself.',
      'Until then nobody sees or hears you.',
    ],
    nextTitle: 'What happens next',
    time: (minutes: number) =>
      minutes < 1
        ? 'You have just arrived.'
        : `You have been waiting for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    long: 'Visits before yours can take longer. If you are worried, call your clinic. You keep your place here.',
    admitted: 'You’re in',
    admittedText: 'The clinician let you in. Your visit opens now.',
    leave: 'Leave',
    leaving: 'Leaving …',
  },
} as const
