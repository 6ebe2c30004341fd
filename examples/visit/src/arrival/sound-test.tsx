import { Volume2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { playTestSound } from '../media/test-sound.ts'
import { texts } from '../texts/texts.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { HelpList } from '../ui/help-list.tsx'

export interface SoundTestProps {
  /** Speaker to play on; `''` is the system's. */
  readonly speaker: string
}

type Step = 'start' | 'playing' | 'asking' | 'heard' | 'not-heard' | 'failed'

/** Plays a sound and asks whether it was heard: no browser can tell. */
export function SoundTest({ speaker }: SoundTestProps): ReactNode {
  const [step, setStep] = useState<Step>('start')
  const announce = useAnnounce()
  const { sound } = texts.arrival
  const play = () => {
    setStep('playing')
    playTestSound(speaker || null).then(
      () => {
        setStep('asking')
        announce(sound.question)
      },
      () => {
        setStep('failed')
        announce(sound.failed)
      },
    )
  }
  const answer = (next: 'heard' | 'not-heard') => () => {
    setStep(next)
    announce(next === 'heard' ? sound.heard : [sound.helpTitle, ...sound.help].join('. '))
  }
  return (
    <div className="sound-test">
      <Button icon={<Volume2 aria-hidden="true" />} onClick={play} aria-disabled={step === 'playing'}>
        {step === 'playing' ? sound.playing : step === 'start' ? sound.play : sound.playAgain}
      </Button>
      {step === 'asking' && (
        <fieldset className="question">
          <legend>{sound.question}</legend>
          <Button onClick={answer('heard')}>{sound.yes}</Button>
          <Button onClick={answer('not-heard')}>{sound.no}</Button>
        </fieldset>
      )}
      {step === 'heard' && <p className="good-text">{sound.heard}</p>}
      {step === 'failed' && <p className="field-error">{sound.failed}</p>}
      {step === 'not-heard' && <HelpList title={sound.helpTitle} items={sound.help} />}
    </div>
  )
}
