import { Catch, Controller, Injectable, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common'
import type { CallHandler, CanActivate, ExceptionFilter, ExecutionContext, NestInterceptor } from '@nestjs/common'
import { sessionReleased } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { throwError } from 'rxjs'
import type { Observable } from 'rxjs'
import { expect, test } from 'vitest'
import { On, PermanentError } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()

@Injectable()
class OnlyFriends implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const event = context.switchToRpc().getData<Incoming<typeof sessionReleased>>()
    if (event.data.by === 'stranger') throw new PermanentError('strangers are not served')
    return true
  }
}

@Injectable()
class Watcher implements NestInterceptor {
  static readonly saw: string[] = []
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    Watcher.saw.push(context.switchToRpc().getData<Incoming<typeof sessionReleased>>().data.by)
    return next.handle()
  }
}

@Catch(RangeError)
class RangeIsPermanent implements ExceptionFilter {
  catch(error: RangeError): Observable<never> {
    return throwError(() => new PermanentError('out of range', { cause: error }))
  }
}

@UseGuards(OnlyFriends)
@UseInterceptors(Watcher)
@Controller()
class FollowUp {
  static readonly served: string[] = []
  @UseFilters(RangeIsPermanent)
  @On(sessionReleased)
  async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    if (event.data.by === 'far') throw new RangeError('too far')
    FollowUp.served.push(event.data.by)
    return []
  }
}

test('guards, interceptors and filters of Nest stand around handlers, and errors keep their class', async () => {
  const service = await startService('followup', nats.url, [FollowUp])
  for (const by of ['friend', 'stranger', 'far']) await service.bus.publish(released(by))
  const letters = await eventually(
    async () => {
      const found = await service.bus.deadLetters({ limit: 10 })
      return found.length === 2 ? found : null
    },
    { what: 'two dead letters' },
  )
  expect(letters.map(({ reason, detail }) => `${reason} ${detail}`).toSorted()).toEqual([
    'permanent PermanentError: out of range',
    'permanent PermanentError: strangers are not served',
  ])
  expect(FollowUp.served).toEqual(['friend'])
  expect(Watcher.saw.toSorted()).toEqual(['far', 'friend'])
  await service.stop()
})
