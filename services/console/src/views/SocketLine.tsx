import type { SocketStatus } from '../connection/live-socket.ts'
import { sessionLine, tenantLine } from '../watcher.ts'

/** How the line to the server stands; read out when it changes. */
export function SocketLine() {
  const status = worse(tenantLine.value, sessionLine.value)
  const { tone, words } = look(status)
  return (
    <p class={`socket-line badge ${tone}`} role="status" data-socket={status.is}>
      <i aria-hidden="true" /> {words}
    </p>
  )
}

function look(status: SocketStatus): { tone: string; words: string } {
  switch (status.is) {
    case 'connecting':
      return { tone: 'warn', words: 'Connecting …' }
    case 'catching_up':
      return { tone: 'warn', words: 'Reading what was missed …' }
    case 'live':
      return {
        tone: 'good',
        words: status.resumes === 0 ? 'Live' : `Live again, nothing missed`,
      }
    case 'waiting':
      return { tone: 'bad', words: `Connection lost, trying again (${status.attempt})` }
    case 'refused':
      return { tone: 'bad', words: 'The token is not good any more' }
  }
}

const BADNESS: Record<SocketStatus['is'], number> = { live: 0, catching_up: 1, connecting: 2, waiting: 3, refused: 4 }

function worse(one: SocketStatus, other: SocketStatus | null): SocketStatus {
  if (other === null) return one
  if (one.is === 'live' && other.is === 'live') return one.resumes > other.resumes ? one : other
  return BADNESS[one.is] >= BADNESS[other.is] ? one : other
}
