import type { Migration } from 'kysely'
import { rooms0001 } from './0001-rooms.ts'
import { tracesAndWebhooks0002 } from './0002-traces-and-webhooks.ts'

/** In order of name; a name that was released is never changed. */
export const coreMigrations: Readonly<Record<string, Migration>> = {
  '0001-rooms': rooms0001,
  '0002-traces-and-webhooks': tracesAndWebhooks0002,
}
