/** With what somebody goes into the visit. */
export type JoinAs = 'both' | 'withoutCamera' | 'withoutMicrophone' | 'withoutBoth'

export function joinAs({ camera, microphone }: { readonly camera: boolean; readonly microphone: boolean }): JoinAs {
  if (camera) return microphone ? 'both' : 'withoutMicrophone'
  return microphone ? 'withoutCamera' : 'withoutBoth'
}
