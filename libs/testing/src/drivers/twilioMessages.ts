import { randomBytes } from 'node:crypto'

/** The number that is seeded for Twilio: WhatsApp, SMS and voice. */
export const SEEDED_TWILIO_NUMBER = '+15550100001'

/** The form of a text that came in by Twilio; with `whatsapp:` addresses it is WhatsApp, else SMS. */
export function twilioText(message: {
  from: string
  to?: string
  text: string
  accountSid: string
  /** The message's sid; new when left out. */
  id?: string
  name?: string
}): Record<string, string> {
  const { from, text, accountSid, id = `SM${randomBytes(16).toString('hex')}` } = message
  const isWhatsApp = from.startsWith('whatsapp:')
  const to = message.to ?? (isWhatsApp ? `whatsapp:${SEEDED_TWILIO_NUMBER}` : SEEDED_TWILIO_NUMBER)
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    Body: text,
    From: from,
    MessageSid: id,
    NumMedia: '0',
    NumSegments: '1',
    SmsMessageSid: id,
    SmsSid: id,
    SmsStatus: 'received',
    To: to,
    ...(isWhatsApp && { WaId: from.replace(/^whatsapp:\+?/, ''), ProfileName: message.name ?? 'Sandbox Contact' }),
  }
}
