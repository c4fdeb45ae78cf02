import { evolutionText, jid, newEvolutionId } from '../../drivers/evolutionEvents.ts'
import { Problem } from '../problem.ts'
import type { World } from '../world.ts'
import type { CustomerMessage, Delivery } from './customerMessage.ts'

/** The contact's text as Evolution API would deliver it. */
export function evolutionDelivery(message: CustomerMessage, instance: string, world: World): Delivery {
  const text = message.text ?? message.choice
  if (text === undefined) throw new Problem(400, 'by Evolution the sandbox delivers `text` or `choice` only')
  const id = message.id ?? newEvolutionId()
  const apiKey = world.settings.evolutionApiKey
  const body = evolutionText({ id, from: message.from, text, name: message.name, instance, apiKey })
  const from = jid(message.from)
  return {
    entry: { direction: 'in', provider: 'evolution', id, from, to: instance, kind: 'text', text, body: body.data },
    deliver: async () => await world.gateway.evolution(body),
  }
}
