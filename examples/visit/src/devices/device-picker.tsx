import type { ReactNode, Ref } from 'react'
import { texts } from '../texts/texts.ts'
import { SelectField } from '../ui/select-field.tsx'
import type { DeviceKind } from './device-memory.ts'
import type { DeviceChoice } from './use-device-choice.ts'

export interface DevicePickerProps {
  readonly kind: DeviceKind
  readonly choice: DeviceChoice
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLSelectElement> | undefined
}

const labels: Record<DeviceKind, string> = {
  videoinput: texts.device.camera,
  audioinput: texts.device.microphone,
  audiooutput: texts.device.speaker,
}

/** The list of cameras, microphones or speakers; nothing where there is nothing to choose. */
export function DevicePicker({ kind, choice, icon, ref }: DevicePickerProps): ReactNode {
  const { devices, selected, failed, choose } = choice
  if (devices.length === 0) return null
  const options = devices.map(({ deviceId, label }, index) => ({
    value: deviceId,
    label: label || texts.device.unnamed(labels[kind], index + 1),
  }))
  // Chromium lists the system's own speaker itself, as `default`.
  const unlisted = kind === 'audiooutput' && !options.some(({ value }) => value === 'default')
  return (
    <SelectField
      ref={ref}
      label={labels[kind]}
      icon={icon}
      options={unlisted ? [{ value: '', label: texts.device.systemSpeaker }, ...options] : options}
      value={selected}
      onChange={choose}
      error={failed ? texts.device.switchFailed(labels[kind]) : null}
    />
  )
}
