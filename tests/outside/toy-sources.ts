export const toySources = ['camera', 'microphone'] as const
export type ToySource = (typeof toySources)[number]

/** Whether each source is sent. */
export type ToySourceStates = Readonly<Record<ToySource, boolean>>

export const kindOf = { camera: 'video', microphone: 'audio' } as const
