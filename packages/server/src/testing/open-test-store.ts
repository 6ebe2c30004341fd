import { newPgliteFolder } from '../../../../tests/services/pglite/index.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'

/** An empty store, gone when it is closed. */
export async function openTestStore(): Promise<Store> {
  const { folder, remove } = await newPgliteFolder()
  const store = await openStore({ folder })
  const close = async (): Promise<void> => {
    await store.close()
    await remove()
  }
  return { ...store, close }
}
