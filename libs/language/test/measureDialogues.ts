// Measures the reading of dates and times on a file of dialogues: node test/measureDialogues.ts FILE [develop|measure] [--show]
// The split is by dialogue id: four fifths to develop on, one fifth to measure on.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { findDateTimes } from '../src/dates/find.ts'

interface Turn {
  speaker: 'user' | 'system'
  text: string
  acts: { act: string; slot: string; values: string[] }[]
  spans: Record<string, string>
}
interface Dialogue {
  id: string
  turns: Turn[]
}

const [file = '', part = 'develop', show] = process.argv.slice(2)
const isHeldBack = (id: string): boolean =>
  Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % 5 === 0
const dialogues = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Dialogue)
  .filter((dialogue) => isHeldBack(dialogue.id) === (part === 'measure'))

const NOW = { now: '2019-03-01T09:00:00Z', timeZone: 'UTC', language: 'en' } as const
const counts = { gold: 0, found: 0, overlap: 0, exact: 0, values: 0, right: 0 }
let elapsed = 0
let turns = 0

function confirmed(dialogue: Dialogue, from: number, slot: string): string | undefined {
  for (const turn of dialogue.turns.slice(from + 1)) {
    if (turn.speaker === 'user' && turn.spans[slot] !== undefined) return undefined
    const act = turn.acts.find((each) => each.act === 'CONFIRM' && each.slot === slot)
    if (act) return act.values[0]
  }
  return undefined
}

for (const dialogue of dialogues) {
  dialogue.turns.forEach((turn, index) => {
    if (turn.speaker !== 'user') return
    const before = dialogue.turns[index - 1]
    const asked = before?.acts.find((act) => act.act === 'REQUEST' && act.slot.startsWith('appointment_'))?.slot
    const expects = asked === 'appointment_date' ? 'date' : asked === 'appointment_time' ? 'time' : undefined
    const begin = performance.now()
    const entries = findDateTimes(turn.text, { ...NOW, ...(expects ? { expects } : {}) })
    elapsed += performance.now() - begin
    turns += 1
    for (const kind of ['date', 'time'] as const) {
      const gold = turn.spans[`appointment_${kind}`]
      const found = entries.filter((entry) => entry.kind === kind)
      counts.found += found.length
      if (gold === undefined) {
        if (show && found.length > 0)
          console.log(
            'extra',
            kind,
            found.map((entry) => entry.quote),
            '|',
            turn.text,
          )
        continue
      }
      counts.gold += 1
      const start = turn.text.indexOf(gold)
      const hit = found.find((entry) => entry.start < start + gold.length && entry.end > start)
      if (hit) counts.overlap += 1
      if (hit?.quote === gold) counts.exact += 1
      if (show && hit?.quote !== gold) console.log('span', kind, hit?.quote, '≠', gold, '|', turn.text)
      const said = confirmed(dialogue, index, `appointment_${kind}`)
      if (said === undefined) continue
      const value = findDateTimes(said, NOW)[0]?.[kind]
      counts.values += 1
      if (hit?.[kind] === value) counts.right += 1
      else if (show) console.log('value', kind, gold, hit?.[kind], '≠', value, said, '|', turn.text)
    }
  })
}

const f1 = (right: number): number => (2 * right) / (counts.gold + counts.found)
console.log(counts)
console.log(
  `overlap F1 ${f1(counts.overlap).toFixed(4)}, exact F1 ${f1(counts.exact).toFixed(4)}, values ${(counts.right / counts.values).toFixed(4)}`,
)
console.log(`${((1000 * elapsed) / turns).toFixed(1)} µs a turn`)
