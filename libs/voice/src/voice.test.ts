import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMulaw, encodeMulaw } from './codecs/mulaw.ts'
import { resample } from './codecs/resample.ts'
import { readWav } from './codecs/wav.ts'
import { FRAME_MS, toFrames } from './frames.ts'
import { EspeakSynthesizer } from './synthesizers/espeak.ts'

const sine = (hertz: number, rate: number, seconds: number) =>
  Int16Array.from({ length: rate * seconds }, (_, index) => 12_000 * Math.sin((2 * Math.PI * hertz * index) / rate))

const level = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

describe('μ-law', () => {
  it('knows the values of G.711', () => {
    expect([...encodeMulaw(Int16Array.of(0, 32_767, -32_768, 1000, -1000))]).toEqual([0xff, 0x80, 0x00, 0xce, 0x4e])
    expect([...decodeMulaw(Uint8Array.of(0xff, 0x80, 0x00))]).toEqual([0, 32_124, -32_124])
  })

  it('is off by at most a sixteenth of the value, and encoding what was decoded changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_768, max: 32_767 }), (sample) => {
        const [decoded = 0] = decodeMulaw(encodeMulaw(Int16Array.of(sample)))
        expect(Math.abs(decoded - sample)).toBeLessThanOrEqual(Math.max(8, Math.abs(sample) / 16))
        expect([...decodeMulaw(encodeMulaw(Int16Array.of(decoded)))]).toEqual([decoded])
      }),
    )
  })
})

describe('resampling', () => {
  it('keeps a tone that fits and removes one that would fold back', () => {
    const kept = resample(sine(1000, 22_050, 1), 22_050, 8000)
    const removed = resample(sine(6000, 22_050, 1), 22_050, 8000)
    expect(kept.length).toBe(8000)
    expect(level(kept) / (12_000 / Math.SQRT2)).toBeCloseTo(1, 1)
    expect(level(removed)).toBeLessThan(200)
  })
})

describe('a WAV file', () => {
  it('that is none is refused with the reason', () => {
    expect(() => readWav(Buffer.from('nonsense, nonsense'))).toThrow('no WAV file')
    expect(() => readWav(Buffer.alloc(0))).toThrow('no WAV file')
  })
})

describe('espeak', () => {
  const espeak = new EspeakSynthesizer({
    path: process.env['ESPEAK_PATH'] ?? 'espeak-ng',
    ...(process.env['ESPEAK_DATA_PATH'] ? { dataPath: process.env['ESPEAK_DATA_PATH'] } : {}),
    wordsPerMinute: 165,
  })

  it.each([
    ['en', 'Your appointment is on Tuesday at three.'],
    ['es', 'Su cita es el martes a las tres.'],
    ['ru', 'Ваш приём во вторник в три часа.'],
    ['he', 'התור שלך ביום שלישי בשלוש.'],
    ['pt', 'A sua consulta é na terça-feira às três.'],
    ['zh', '您的预约是星期二下午三点。'],
  ])('speaks %s: sound of some seconds, neither silent nor clipped', async (language, text) => {
    const sound = await espeak.synthesize({ text, language }, AbortSignal.timeout(10_000))
    const seconds = sound.samples.length / sound.sampleRateHz
    expect(seconds).toBeGreaterThan(0.8)
    expect(seconds).toBeLessThan(8)
    expect(level(sound.samples)).toBeGreaterThan(500)
    const clipped = sound.samples.filter((sample) => Math.abs(sample) >= 32_767).length
    expect(clipped / sound.samples.length).toBeLessThan(0.001)
    const frames = toFrames(sound, 'mulaw_8000')
    expect(frames.length).toBe(Math.ceil((seconds * 1000) / FRAME_MS))
  })

  it('says why there is no sound', async () => {
    const missing = new EspeakSynthesizer({ path: '/nowhere/espeak-ng', wordsPerMinute: 165 })
    await expect(missing.synthesize({ text: 'x', language: 'en' }, AbortSignal.timeout(5000))).rejects.toThrow(
      'espeak-ng could not be run as /nowhere/espeak-ng',
    )
    await expect(espeak.synthesize({ text: 'x', language: 'xx' }, AbortSignal.timeout(5000))).rejects.toThrow(
      'espeak-ng',
    )
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const speaking = espeak.synthesize({ text: 'a long sentence '.repeat(500), language: 'en' }, stop.signal)
    stop.abort(new Error('superseded'))
    await expect(speaking).rejects.toThrow('superseded')
  })
})
