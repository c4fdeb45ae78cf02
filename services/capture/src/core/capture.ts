import type { Captured, SlotValues, TurnReceived } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { readAddress } from './address.ts'
import { findingsOf, type ModelFact } from './by-model/take.ts'
import { readChoice } from './choice.ts'
import { isCommand } from './command.ts'
import { readEmail, readPhone } from './contact.ts'
import { hearMessage, hearTurn, wordsOf } from './hear.ts'
import { NOTHING, overlaps, together, type Findings, type Heard } from './heard.ts'
import { merged } from './merge.ts'
import { readNamed } from './named.ts'
import { readService } from './names.ts'
import { readOffered } from './offered.ts'
import { readPeople } from './people.ts'
import { changed, fromProfile, fromReminder, proposedPerson } from './profile.ts'
import { readRefusal } from './refusal.ts'
import { readSymbols } from './symbols.ts'
import { meantTask, taskOfFindings } from './task.ts'
import { wishedOnly } from './standing.ts'
import { answerIn, readTold } from './told.ts'
import { dateTimesIn, readWhen } from './when.ts'

/**
 * The facts in what the contact said, by rules, and with what a model found where one was asked. Pure; the turn's time
 * is its `receivedAt`.
 */
export function capture(turn: TurnReceived, pack: Pack, facts: readonly ModelFact[] | null = null): Captured {
  const before = turn.snapshot.slots
  const heard = hearTurn(turn, pack)
  const started = meantTask(heard)
  const task = started.task?.name ?? null

  const taken = new Taken(turn)
  if (turn.choice) taken.take(readChoice(turn.choice, pack))
  const told = wordsOf(turn, pack).filter((text) => !isCommand(pack, text, heard.languages))
  for (const text of told) {
    const message = hearMessage(heard, text, { known: taken.known(), task })
    const byRules = readMessage(message)
    // What a model quotes goes before what the rules made of the same slot.
    const byModel = facts === null ? NOTHING : findingsOf(facts, message, byRules, readMessage)
    taken.take(together(byModel, byRules))
  }
  const meant = taskOfFindings(started, pack, taken.slots)
  taken.add(fromReminder(turn, meant))
  taken.add(fromProfile(turn, pack, meant, taken.known()))
  taken.drop(proposedPerson(turn, pack, taken.slots))

  const { slots, dropped, problems } = taken
  const news = changed(slots, before)
  const known = taken.known()
  return {
    slots,
    critical: news.filter((name) => pack.slots.some((slot) => slot.name === name && slot.critical)),
    corrected: news.filter((name) => name in before),
    dropped: dropped.filter((name) => name in before),
    problems,
    missing: (meant.task?.slots ?? [])
      .filter(({ slot, optional }) => !optional && !(slot in known))
      .map(({ slot }) => slot),
    by: facts === null ? 'rules' : 'model',
  }
}

/** What a turn has given so far; a later message replaces what an earlier one said. */
class Taken {
  slots: SlotValues = {}
  dropped: string[] = []
  problems: Captured['problems'] = []
  readonly #turn: TurnReceived

  constructor(turn: TurnReceived) {
    this.#turn = turn
  }

  take({ found, dropped, problems }: Findings): void {
    const fresh = merged(this.known(), found, this.#turn.turn)
    this.add(fresh)
    this.drop(dropped.filter((name) => !(name in fresh)))
    this.problems = [...this.problems, ...problems].filter(({ slot }) => !(slot in fresh))
  }

  add(slots: SlotValues): void {
    this.slots = { ...this.slots, ...slots }
    this.dropped = this.dropped.filter((name) => !(name in slots))
  }

  drop(names: readonly string[]): void {
    this.slots = Object.fromEntries(Object.entries(this.slots).filter(([name]) => !names.includes(name)))
    this.dropped = [...new Set([...this.dropped, ...names])]
  }

  /** The session's slots with what was said since. */
  known(): SlotValues {
    const kept = Object.entries(this.#turn.snapshot.slots).filter(([name]) => !this.dropped.includes(name))
    return { ...Object.fromEntries(kept), ...this.slots }
  }
}

function readMessage(heard: Heard): Findings {
  const contact = together(readPhone(heard), readEmail(heard), readAddress(heard))
  const hasDays = heard.pack.slots.some(({ type }) => type === 'date' || type === 'time' || type === 'day_part')
  const said = hasDays ? wishedOnly(heard, dateTimesIn(heard, [...contact.found, ...answerIn(heard)])) : []
  const { findings: offered, taken } = readOffered(heard, said)
  // What took an offer is no other day or time.
  const entries = said.filter((entry) => taken === null || !overlaps(taken, entry))
  return verbatim(
    heard.text,
    together(
      offered,
      contact,
      readWhen(heard, entries),
      readService(heard, said),
      readPeople(heard, entries),
      readNamed(heard, [...contact.found, ...entries]),
      readTold(heard, [...contact.found, ...entries]),
      { found: readSymbols(heard), dropped: [], problems: [] },
      readRefusal(heard),
    ),
  )
}

/** A quote that does not stand in the message is refused. */
function verbatim(text: string, findings: Findings): Findings {
  return { ...findings, found: findings.found.filter(({ quote }) => text.includes(quote)) }
}
