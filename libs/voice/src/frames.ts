import { encodeMulaw } from './codecs/mulaw.ts'
import { resample } from './codecs/resample.ts'
import type { Sound } from './codecs/wav.ts'

/** What is sent: μ-law at 8 kHz for the phone, 16-bit little-endian PCM at 16 kHz for browsers. */
export type AudioFormat = 'mulaw_8000' | 'pcm_16000'

/** The length of one frame of `live.audio`. */
export const FRAME_MS = 100

const BYTES_PER_MS: Record<AudioFormat, number> = { mulaw_8000: 8, pcm_16000: 32 }

/** Converts a sound and cuts it into frames of `FRAME_MS`; the last may be shorter. */
export function toFrames(sound: Sound, format: AudioFormat): Uint8Array[] {
  const bytes = encode(sound, format)
  const size = FRAME_MS * BYTES_PER_MS[format]
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
}

function encode(sound: Sound, format: AudioFormat): Uint8Array {
  if (format === 'mulaw_8000') return encodeMulaw(resample(sound.samples, sound.sampleRateHz, 8000))
  const samples = resample(sound.samples, sound.sampleRateHz, 16_000)
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
}
