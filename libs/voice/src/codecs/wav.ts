/** 16-bit mono sound. */
export interface Sound {
  readonly sampleRateHz: number
  readonly samples: Int16Array
}

/**
 * Reads a RIFF/WAVE file of 16-bit mono PCM. A program that writes to a pipe cannot know the length beforehand, so a
 * data chunk that claims more than there is ends where the bytes end.
 * @throws Error when it is no such file
 */
export function readWav(bytes: Buffer): Sound {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('this is no WAV file: it does not begin with RIFF … WAVE')
  }
  let sampleRateHz = 0
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4)
    const start = at + 8
    const end = Math.min(bytes.length, start + bytes.readUInt32LE(at + 4))
    if (name === 'fmt ') {
      const [format, channels, bits] = [
        bytes.readUInt16LE(start),
        bytes.readUInt16LE(start + 2),
        bytes.readUInt16LE(start + 14),
      ]
      if (format !== 1 || channels !== 1 || bits !== 16) {
        throw new Error(`expected 16-bit mono PCM, got format ${format}, ${channels} channels, ${bits} bits`)
      }
      sampleRateHz = bytes.readUInt32LE(start + 4)
    }
    if (name === 'data') {
      if (sampleRateHz === 0) throw new Error('this WAV file has no format before its data')
      const samples = new Int16Array((end - start) >> 1)
      for (let index = 0; index < samples.length; index += 1) samples[index] = bytes.readInt16LE(start + index * 2)
      return { sampleRateHz, samples }
    }
    at = end + (end % 2)
  }
  throw new Error('this WAV file has no data')
}
