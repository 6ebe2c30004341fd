import type { PersonPage } from '../runner/person-page.ts'

/** Bytes that a page uses after a collection: its heap, and the buffers of its arrays, which are not in the heap. */
export async function usedMemory({ context, page }: PersonPage): Promise<number> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize + backingStorageSize
}
