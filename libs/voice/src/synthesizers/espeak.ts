import { spawn } from 'node:child_process'
import { readWav, type Sound } from '../codecs/wav.ts'
import type { Synthesizer, Utterance } from './synthesizer.ts'

export interface EspeakSettings {
  /** The program; `espeak-ng` where it is on the PATH. */
  readonly path: string
  /** The folder that holds `espeak-ng-data`, when it is not where the program looks. */
  readonly dataPath?: string
  readonly wordsPerMinute: number
}

/** Voices of espeak-ng where its name differs from the language's. */
const VOICES: Record<string, string> = { en: 'en-us', zh: 'cmn', pt: 'pt' }
const LARGEST_BYTES = 20 * 1024 * 1024

/** Speech by the local program espeak-ng: no key, no network, every language of ours. */
export class EspeakSynthesizer implements Synthesizer {
  readonly name = 'espeak'

  constructor(private readonly settings: EspeakSettings) {}

  synthesize({ text, language }: Utterance, signal: AbortSignal): Promise<Sound> {
    const { path, dataPath, wordsPerMinute } = this.settings
    const flags = ['--stdout', '--stdin', '-b', '1', '-v', VOICES[language] ?? language, '-s', String(wordsPerMinute)]
    if (dataPath) flags.push('--path', dataPath)
    return new Promise((resolve, reject) => {
      const program = spawn(path, flags, { signal, stdio: ['pipe', 'pipe', 'pipe'] })
      const sound: Buffer[] = []
      let size = 0
      let complaint = ''
      program.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > LARGEST_BYTES) program.kill()
        else sound.push(chunk)
      })
      program.stderr.on('data', (chunk: Buffer) => {
        complaint = (complaint + chunk.toString()).slice(-500)
      })
      program.on('error', (cause) => {
        const reason = signal.aborted ? signal.reason : new Error(`espeak-ng could not be run as ${path}`, { cause })
        reject(reason instanceof Error ? reason : new Error(String(reason)))
      })
      program.on('close', (code) => {
        if (code !== 0) return reject(new Error(`espeak-ng ended with ${code}: ${complaint.trim()}`))
        try {
          resolve(readWav(Buffer.concat(sound)))
        } catch (cause) {
          reject(new Error('espeak-ng gave no sound', { cause }))
        }
      })
      // The program may end before it has read everything; its exit code tells.
      program.stdin.on('error', () => undefined)
      program.stdin.end(text)
    })
  }
}
