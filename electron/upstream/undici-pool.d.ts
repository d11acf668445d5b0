// undici's index loads fetch, WebSocket, caches and more (five times the start-up of the pool alone), so the pool is
// imported by itself. Its types are those of the index.
declare module 'undici/lib/dispatcher/pool.js' {
  import type { Pool as UndiciPool } from 'undici'
  const Pool: typeof UndiciPool
  export default Pool
}
