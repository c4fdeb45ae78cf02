import { Controller } from '@nestjs/common'
import { sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { expect, test } from 'vitest'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()

test('what a handler returns reaches the handler of that', async () => {
  const seen: string[] = []
  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      return [takenOver(`${event.data.by} again`, event.data.session)]
    }
    @On(sessionTakenOver)
    async takenOver(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
      seen.push(`${event.id} ${event.data.by}`)
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  await service.bus.publish(released('Ana'), { id: 'one' })
  await eventually(() => seen.length > 0, { what: 'the second handler' })
  expect(seen).toEqual(['followup_session-released_v1:one:0 Ana again'])
  await service.stop()
})
