import { describe, expect, test } from 'vitest'
import { ManualClock, settled } from '../../test/manual-clock.ts'
import { request, signal } from '../../test/requests.ts'
import { scripted, type Step } from '../../test/scripted-model.ts'
import { collect } from '../collect.ts'
import { limitsOf, wholeCallMs } from '../limits.ts'
import type { ModelRequest } from '../model.ts'
import { patience } from './patience.ts'
import { wholeCall } from './whole-call.ts'

/** What comes of a call, and after how many milliseconds, when each number of the script is a pause. */
async function outcome(script: (Step | number)[], changes: Partial<ModelRequest> = {}) {
  const clock = new ManualClock()
  const steps = script.map((step) => (typeof step === 'number' ? pauseOf(clock, step) : step))
  const inner = lazily('a/m', steps)
  const model = patience({ clock, limits: limitsOf, share: 1 })(inner)
  const asked = request({ deadlineAt: clock.now() + 60_000, ...changes })
  let result: unknown
  const began = clock.now()
  let ended = 0
  void collect(model, asked, { signal })
    .then(
      ({ text }) => (result = text),
      (error: { kind: string }) => (result = error.kind),
    )
    .finally(() => (ended = clock.now() - began))
  await settled()
  for (let n = 0; n < 400 && result === undefined; n++) await clock.turn(100)
  await clock.turn(60_000) // pauses of the script may still stand; timers of the policy may not
  expect(clock.waiting).toBe(0)
  return { result, ms: ended }
}

type Lazy = Step | (() => Promise<void>)

function pauseOf(clock: ManualClock, ms: number): () => Promise<void> {
  return () => new Promise((resolve) => void clock.after(ms, resolve))
}

function lazily(name: string, steps: Lazy[]) {
  return {
    name,
    async *send(...[asked, options]: Parameters<ReturnType<typeof scripted>['send']>) {
      for (const step of steps) {
        if (typeof step === 'function') await step()
        else if (step === 'open') yield { type: 'meta' as const, provider: 'a', model: 'm', tier: asked.tier }
        else
          for await (const event of scripted(name, [step]).send(asked, options))
            if (event.type === 'text' || event.type === 'progress' || event.type === 'tool_call') yield event
      }
      yield { type: 'done' as const, finish: 'stop' as const }
    },
  }
}

const phone = { about: { ...request().about, channel: 'phone' as const } }
const thinking: Step = { type: 'progress', what: 'reasoning' }
const arguing: Step = { type: 'progress', what: 'tool_call' }

describe('one attempt', () => {
  test.each([
    ['must connect within 3 s', ['open-late', 3500, 'open', 'Hello'], {}, 'timeout', 3000],
    ['must say something within 5 s in a chat', ['open', 5500, 'Hello'], {}, 'timeout', 5000],
    ['must say something within 2 s on the phone', ['open', 2500, 'Hello'], phone, 'timeout', 2000],
    ['says nothing with white space', ['open', 1000, '  \n', 4500, 'Hello'], {}, 'timeout', 5000],
    ['says nothing by thinking', ['open', 2000, thinking, 2000, thinking, 2000, 'Hello'], {}, 'timeout', 5000],
    ['may think for long where the pack wants depth', ['open', 20_000, 'Hello'], { tier: 'deep' }, 'Hello', 20_000],
    ['must not fall silent for 2 s', ['open', 1000, 'Hello', 2500, ' again'], {}, 'stalled', 3000],
    ['may pause for less', ['open', 1000, 'Hello', 1900, ' again'], {}, 'Hello again', 2900],
    [
      'is alive while it writes the arguments of a tool',
      ['open', 4000, arguing, 1500, arguing, 1500, 'Done'],
      {},
      'Done',
      7000,
    ],
    ['must not drip', ['open', 'a', 1500, 'b', 1500, 'c', 1500, 'd', 1500, 'e'], {}, 'stalled', 4500],
  ] as [string, (Step | number)[], Partial<ModelRequest>, string, number][])(
    '%s',
    async (_what, script, changes, result, ms) => {
      const steps = script[0] === 'open-late' ? script.slice(1) : script
      expect(await outcome(steps, changes)).toEqual({ result, ms })
    },
  )

  test('leaves a part of the time to the one that comes after it', async () => {
    const clock = new ManualClock()
    const model = patience({ clock, limits: limitsOf, share: 0.6 })(scripted('a/m', ['wait']))
    const asking = collect(model, request({ deadlineAt: clock.now() + 5000 }), { signal }).catch(
      (error: unknown) => error,
    )
    await settled()
    await clock.turn(3000)
    expect(await asking).toMatchObject({ kind: 'timeout' })
  })
})

describe('a whole call', () => {
  test.each([
    ['standard', 60_000, 14_000],
    ['deep', 60_000, 30_000],
    ['standard', 4000, 4000],
  ] as const)('of the tier %s, %i ms before the deadline, ends after %i ms', async (tier, left, ms) => {
    const clock = new ManualClock()
    const model = wholeCall({ clock, limitMs: wholeCallMs })(scripted('a/m', ['Hello', 'wait']))
    let failure: unknown
    void collect(model, request({ tier, deadlineAt: clock.now() + left }), { signal }).catch(
      (error: unknown) => (failure = error),
    )
    await settled()
    await clock.turn(ms - 1)
    expect(failure).toBeUndefined()
    await clock.turn(1)
    expect(failure).toMatchObject({ kind: 'timeout' })
    expect(clock.waiting).toBe(0)
  })

  test('is not begun after the deadline', async () => {
    const clock = new ManualClock()
    const inner = scripted('a/m', ['Hello'])
    const model = wholeCall({ clock, limitMs: wholeCallMs })(inner)
    await expect(collect(model, request({ deadlineAt: clock.now() }), { signal })).rejects.toMatchObject({
      kind: 'timeout',
    })
    expect(inner.asked).toBe(0)
  })
})
