import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { JournalEntry } from '../journal.ts'
import { Problem, parse } from '../problem.ts'
import type { World } from '../world.ts'
import { choicesIn } from './choices.ts'
import { type CustomerMessage, type Delivery, customerMessage } from './customerMessage.ts'
import { evolutionDelivery } from './evolutionDelivery.ts'
import { metaDelivery } from './metaDelivery.ts'
import { reach } from './reach.ts'
import { twilioDelivery } from './twilioDelivery.ts'

/** The contact's side: write to the business through the real webhook, and read both sides. */
export function addCustomerRoutes(app: FastifyInstance, world: World): void {
  app.post('/customer/messages', { bodyLimit: 24 * 1024 * 1024 }, async (request) => {
    const message = parse(customerMessage, request.body, 'message')
    const { entry, deliver } = deliveryOf(message, world)
    const isAgain = message.id !== undefined && world.journal.conversation(entry.from).some(({ id }) => id === entry.id)
    if (!isAgain) world.journal.add(entry)
    const answer = await reach(world, deliver)
    return { id: entry.id, status: answer.status, body: answer.body }
  })
  app.get('/customer/conversation', async (request) => {
    const { contact } = parse(
      z.strictObject({ contact: z.string().min(1) }),
      request.query,
      'query of /customer/conversation',
    )
    return world.journal.conversation(contact).map(line)
  })
}

function deliveryOf(message: CustomerMessage, world: World): Delivery {
  const { phoneNumberIds, twilioNumbers, evolutionInstances } = world.settings
  const instance = message.instance ?? phoneNumberIds[0] ?? ''
  if (phoneNumberIds.includes(instance)) return metaDelivery(message, instance, world)
  if (twilioNumbers.includes(instance.replace(/^(whatsapp|sms):/, ''))) return twilioDelivery(message, instance, world)
  if (evolutionInstances.includes(instance)) return evolutionDelivery(message, instance, world)
  const instances = [...phoneNumberIds, ...twilioNumbers, ...evolutionInstances].join(', ')
  throw new Problem(404, `no instance "${instance}" here; there are ${instances}`)
}

/** A line of the conversation, for pages. */
function line(entry: JournalEntry) {
  const { sequence, at, direction, provider, id, kind, text, status } = entry
  return { sequence, at, direction, provider, id, kind, text, status, choices: choicesIn(entry) }
}
