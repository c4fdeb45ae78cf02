import { twilioText } from '../../drivers/twilioMessages.ts'
import { plainAddress } from '../journal.ts'
import { Problem } from '../problem.ts'
import { newSid } from '../twilio/restCalls.ts'
import type { World } from '../world.ts'
import type { CustomerMessage, Delivery } from './customerMessage.ts'

/** The contact's text as Twilio would deliver it: by WhatsApp, or by SMS when the instance says `sms:+…`. */
export function twilioDelivery(message: CustomerMessage, instance: string, world: World): Delivery {
  const text = message.text ?? message.choice
  if (text === undefined) throw new Problem(400, 'by Twilio the sandbox delivers `text` or `choice` only')
  const [, channel = 'whatsapp', number = instance] = /^(whatsapp|sms):(.*)$/.exec(instance) ?? []
  const id = message.id ?? newSid('SM')
  const plain = plainAddress(message.from)
  const sender = /^\d+$/.test(plain) ? `+${plain}` : plain
  const prefix = channel === 'sms' ? '' : 'whatsapp:'
  const [from, to] = [prefix + sender, prefix + number]
  const accountSid = world.settings.twilioAccountSid
  const body = twilioText({ id, from, to, text, name: message.name, accountSid })
  return {
    entry: { direction: 'in', provider: 'twilio', id, from, to, kind: 'text', text, body },
    deliver: async () => await world.gateway.twilio('/webhooks/twilio/whatsapp', body),
  }
}
