import { z } from 'zod'
import type { Pack } from '@repartee/packs'
import { FIELDS, TOOLS } from '../prompt/texts.ts'

/** What a tool does: looks something up, makes an offer that waits for a yes, carries out what was agreed, or makes a note. */
export type ToolKind = 'look' | 'offer' | 'effect' | 'note'
export type ModelToolName = keyof typeof TOOLS

export interface ToolDefinition {
  readonly name: ModelToolName
  readonly kind: ToolKind
  /** The tool of the pack whose permission, channels, rate and timeout hold for it. */
  readonly governedBy: string
  readonly description: string
  readonly parameters: z.ZodObject
}

const listed = (text: string, keys: readonly string[]) => text.replace('{keys}', keys.join(', '))

/** All tools that a model may be given in a pack, with the pack's own keys in their descriptions. */
export function toolDefinitions(pack: Pick<Pack, 'calendar'>): readonly ToolDefinition[] {
  const service = z.string().describe(
    listed(
      FIELDS.service,
      (pack.calendar?.services ?? []).map(({ key }) => key),
    ),
  )
  const person = z
    .string()
    .nullable()
    .describe(
      listed(
        FIELDS.person,
        (pack.calendar?.resources ?? []).map(({ key }) => key),
      ),
    )
  const date = z.string().describe(FIELDS.date)
  const time = z.string().describe(FIELDS.time)
  const appointment = z.string().describe(FIELDS.appointment)
  const offer = z.strictObject({ offer: z.string().describe(FIELDS.offer) })
  const tool = (name: ModelToolName, kind: ToolKind, governedBy: string, parameters: z.ZodObject) => ({
    name,
    kind,
    governedBy,
    description: TOOLS[name],
    parameters,
  })
  return [
    tool('find_services', 'look', 'booking.services', z.strictObject({})),
    tool('find_people', 'look', 'booking.services', z.strictObject({ service: service.nullable() })),
    tool(
      'find_times',
      'look',
      'booking.availability',
      z.strictObject({ service, person, date, until: z.string().nullable().describe(FIELDS.until) }),
    ),
    tool('hold_time', 'offer', 'booking.hold', z.strictObject({ service, person, date, time })),
    tool('list_appointments', 'look', 'booking.list', z.strictObject({})),
    tool('propose_move', 'offer', 'booking.move', z.strictObject({ appointment, person, date, time })),
    tool('propose_cancel', 'offer', 'booking.cancel', z.strictObject({ appointment })),
    tool('book', 'effect', 'booking.confirm', offer),
    tool('move', 'effect', 'booking.move', offer),
    tool('cancel', 'effect', 'booking.cancel', offer),
    tool('hand_over', 'offer', 'handoff.request', z.strictObject({ reason: z.string().describe(FIELDS.reason) })),
    tool(
      'remember',
      'note',
      'memory.remember',
      z.strictObject({
        key: z.string().describe(FIELDS.key),
        value: z.string().describe(FIELDS.value),
        quote: z.string().describe(FIELDS.quote),
      }),
    ),
  ]
}

const definitionsByPack = new WeakMap<object, readonly ToolDefinition[]>()

/** The same, made once for a pack. */
export function toolsOf(pack: Pack): readonly ToolDefinition[] {
  const known = definitionsByPack.get(pack)
  if (known) return known
  const made = toolDefinitions(pack)
  definitionsByPack.set(pack, made)
  return made
}
