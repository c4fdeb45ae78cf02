import type { Pack } from '../pack.ts'
import type { Found } from './found.ts'

/** Commands that name what is not there, or that no words could ever give. */
export function checkCommands(pack: Pack, found: Found): void {
  const symbolSlots = pack.slots.filter(({ type }) => type === 'symbol').map(({ name }) => name)
  found.unique(
    ['commands'],
    'command',
    pack.commands.map(({ name }) => name),
    'name',
  )
  for (const [index, command] of pack.commands.entries()) {
    const at = ['commands', index]
    const names = command.arguments.map(({ name }) => name)
    found.unique([...at, 'arguments'], 'argument', names, 'name')
    for (const [number, argument] of command.arguments.entries()) {
      if (argument.type !== 'symbol') continue
      found.known([...at, 'arguments', number, 'slot'], 'slot of type symbol', argument.slot, symbolSlots)
    }
    for (const [number, { id, phrases, needs }] of command.actions.entries()) {
      found.knownAll([...at, 'actions', number, 'needs'], 'argument', needs, names)
      if (Object.keys(phrases).length === 0 && needs.length === 0) {
        const right = 'give it phrases, or needs that are enough to ask for it'
        found.say([...at, 'actions', number], `nothing can ask for the action ${id}`, right)
      }
    }
    if (!pack.intents.some((intent) => intent.command === command.name)) {
      found.say([...at, 'name'], `no intent gives the command ${command.name}`, `write command: ${command.name} at one`)
    }
  }
}
