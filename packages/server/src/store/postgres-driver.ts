import pg from 'pg'
import { type DatabaseDriver, int8Oid, notificationChannel } from './database-driver.ts'

const reconnectMs = 500

/** A real PostgreSQL, through a pool and one more connection for notifications. */
export async function openPostgresDriver(url: string): Promise<DatabaseDriver> {
  const types = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === int8Oid ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  const pool = new pg.Pool({ connectionString: url, max: 10, types })
  // An idle connection that the server closed is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  let listener: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const connect = async (onNotification: (message: string | null) => void): Promise<void> => {
    const client = new pg.Client({ connectionString: url, keepAlive: true })
    listener = client
    client.on('notification', (message) => onNotification(message.payload ?? ''))
    let retried = false
    const retry = (): void => {
      if (closed || retried) return
      retried = true
      timer = setTimeout(() => {
        connect(onNotification).then(() => onNotification(null), retryLater)
      }, reconnectMs)
    }
    const retryLater = (): void => {
      retried = false
      retry()
    }
    client.on('error', retry)
    client.on('end', retry)
    try {
      await client.connect()
      await client.query(`listen ${notificationChannel}`)
    } catch (error) {
      client.removeAllListeners('error').on('error', () => {})
      client.removeAllListeners('end')
      client.end().catch(() => {})
      throw error
    }
  }

  return {
    pool: pool as unknown as DatabaseDriver['pool'],
    listen: connect,
    close: async () => {
      closed = true
      clearTimeout(timer)
      await listener?.end()
    },
  }
}
