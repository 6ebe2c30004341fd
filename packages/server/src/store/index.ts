export { openStore, type StoreLocation } from './open-store.ts'
export type { Schema, StoredAdmission, Timestamp } from './schema.ts'
export type { NotificationListener, Store } from './store.ts'
