import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const act = z.object({ act: z.string(), slot: z.string(), values: z.array(z.string()) })
const turn = z.object({
  speaker: z.enum(['user', 'system']),
  text: z.string(),
  acts: z.array(act),
  spans: z.record(z.string(), z.string()),
  intent: z.string().optional(),
})
const dialogue = z.object({ id: z.string(), service: z.string(), turns: z.array(turn) })
export type DialogueTurn = z.output<typeof turn>
export type Dialogue = z.output<typeof dialogue>

export const parts = ['develop', 'held-back', 'all'] as const
export type Part = (typeof parts)[number]

/** One fifth, by a hash of the id, is for figures only. */
export function isHeldBack(id: string): boolean {
  return Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % 5 === 0
}

/** The dialogues of a file, one JSON object a line. Throws with the line's number where one is not of that form. */
export function readDialogues(file: string, part: Part): Dialogue[] {
  return readLines(file, dialogue).filter(({ id }) => part === 'all' || isHeldBack(id) === (part === 'held-back'))
}

/** A file that cannot be read, or a line that is not of the form: what is wrong, and where. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem'
}

/** The lines of a file of JSON objects. Throws FileProblem with the file, the line's number and what is wrong. */
export function readLines<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema>[] {
  const lines = textOf(file).split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = schema.safeParse(jsonOf(line, `${file}:${index + 1}`))
    if (parsed.success) return [parsed.data]
    throw new FileProblem(`${file}:${index + 1}: ${z.prettifyError(parsed.error)}`)
  })
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new FileProblem(`${file} cannot be read; give the path of a file with one JSON object a line`, { cause })
  }
}

function jsonOf(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new FileProblem(`${place}: this line is no JSON object`, { cause })
  }
}
