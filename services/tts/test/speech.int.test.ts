import { Bus } from '@repartee/bus'
import { liveAudio, liveCancel, liveSentence, type Payload } from '@repartee/contracts'
import { readConfig, run, type RunningService } from '@repartee/service'
import { useServers } from '@repartee/testing'
import { decodeMulaw } from '@repartee/voice'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { settings } from '../src/config.ts'
import { TtsModule } from '../src/tts.module.ts'

const servers = useServers()
let service: RunningService
let bus: Bus
let heard: Payload<typeof liveAudio>[] = []

beforeAll(async () => {
  const { ESPEAK_PATH, ESPEAK_DATA_PATH } = process.env
  const config = () => ({
    ...readConfig(settings, { NATS_URL: servers.natsUrl, LOG_LEVEL: 'error', ESPEAK_PATH, ESPEAK_DATA_PATH }),
    TTS_PORT: 0,
  })
  service = await run({ name: 'tts', config, module: TtsModule, handlesSignals: false })
  bus = service.app.get(Bus)
  bus.subscribeLive(liveAudio, ({ data }) => void heard.push(data))
})
afterAll(() => service?.stop())
beforeEach(() => {
  heard = []
})

const sentence = (change: Partial<Payload<typeof liveSentence>> = {}): Payload<typeof liveSentence> => ({
  tenant: 'demo',
  session: '00000000-0000-4000-8000-000000000001',
  turn: '00000000-0000-4000-8000-000000000002',
  number: 1,
  attempt: 1,
  sentence: 0,
  text: 'Your appointment is on Tuesday at three.',
  language: 'en',
  last: true,
  format: 'mulaw_8000',
  ...change,
})
const waitFor = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

describe('a sentence of a reply', () => {
  it('becomes sound: whole, in order, neither silent nor clipped', async () => {
    bus.live(liveSentence, sentence())
    await waitFor(() => expect(heard.at(-1)?.last).toBe(true))
    expect(heard.map(({ frame }) => frame)).toEqual(heard.map((_, index) => index))
    const samples = heard.flatMap(({ data }) => [...decodeMulaw(Buffer.from(data, 'base64'))])
    const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
    expect(samples.length / 8000).toBeGreaterThan(1)
    expect(level).toBeGreaterThan(300)
    expect(samples.filter((sample) => Math.abs(sample) > 32_000).length / samples.length).toBeLessThan(0.01)
  })

  it('that cannot be spoken leaves the service able to speak the next', async () => {
    bus.live(liveSentence, sentence({ text: '\u0000' }))
    bus.live(liveSentence, sentence({ sentence: 1, text: 'Still here.' }))
    await waitFor(() => expect(heard.find((frame) => frame.sentence === 1)?.frame).toBe(0))
  })

  it('falls silent when its turn is cancelled', async () => {
    const { tenant, session, turn, number } = sentence()
    bus.live(liveSentence, sentence({ text: 'a very long sentence, '.repeat(300) }))
    bus.live(liveCancel, { tenant, session, turn, number, reason: 'hang_up' })
    bus.live(liveSentence, sentence({ turn: '00000000-0000-4000-8000-000000000003', text: 'Hello.' }))
    await waitFor(() => expect(heard.some((frame) => frame.turn !== turn && frame.last)).toBe(true))
    expect(heard.some((frame) => frame.turn === turn && frame.last)).toBe(false)
  })
})
