/** μ-law, the companding of telephone audio (ITU-T G.711): 16-bit linear samples to bytes and back, by table. */

const BIAS = 0x84
const CLIP = 32_635

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7)
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

function decodeByte(byte: number): number {
  const bits = ~byte & 0xff
  const exponent = (bits >> 4) & 0x07
  const magnitude = (((bits & 0x0f) << 3) + BIAS) << exponent
  return bits & 0x80 ? BIAS - magnitude : magnitude - BIAS
}

const ENCODED = Uint8Array.from({ length: 65_536 }, (_, index) => encodeSample(index - 32_768))
const DECODED = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte))

/** 16-bit linear samples to μ-law bytes. */
export function encodeMulaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => ENCODED[sample + 32_768] ?? 0xff)
}

/** μ-law bytes to 16-bit linear samples. */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => DECODED[byte] ?? 0)
}
