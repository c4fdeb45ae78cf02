const LOBES = 8

/**
 * Resamples by a Hann-windowed sinc (the usual band-limited interpolation; J. O. Smith, "Digital Audio Resampling"),
 * cut off at the lower of the two Nyquist frequencies so that nothing folds back.
 */
export function resample(samples: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return samples
  const step = fromHz / toHz
  const cutoff = Math.min(1, toHz / fromHz)
  const reach = LOBES / cutoff
  const result = new Int16Array(Math.floor(samples.length / step))
  for (let index = 0; index < result.length; index += 1) {
    const centre = index * step
    const last = Math.min(samples.length - 1, Math.floor(centre + reach))
    let sum = 0
    for (let at = Math.max(0, Math.ceil(centre - reach)); at <= last; at += 1) {
      const distance = (at - centre) * cutoff
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / LOBES)
      sum += (samples[at] ?? 0) * cutoff * sinc(distance) * window
    }
    result[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)))
  }
  return result
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}
