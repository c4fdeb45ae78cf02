import { randomBytes } from 'node:crypto'

/** The instance that is seeded for Evolution API. */
export const SEEDED_EVOLUTION_INSTANCE = 'demo-clinic'

/** An event of Evolution API, as it posts it; the key stands in the body too. */
export type EvolutionEvent = {
  event: string
  instance: string
  data: Record<string, unknown>
  date_time: string
  sender: string
  server_url: string
  apikey: string
}

type From = { instance?: string; apiKey: string; at?: Date }

/** A message id as WhatsApp's web clients make them, new each time. */
export function newEvolutionId(): string {
  return `3EB0${randomBytes(9).toString('hex').toUpperCase()}`
}

/** The address of a phone (digits), or an address as it is (`…@g.us`, `…@lid`). */
export function jid(address: string): string {
  return address.includes('@') ? address : `${address.replaceAll(/\D/g, '')}@s.whatsapp.net`
}

/** A text from a contact, or with `fromMe` our own that comes back (an echo, or the human answering by hand). */
export function evolutionText(
  message: From & { id?: string; from: string; text: string; name?: string; fromMe?: boolean },
): EvolutionEvent {
  const { at = new Date(), fromMe = false } = message
  return envelope('messages.upsert', message, {
    key: { remoteJid: jid(message.from), fromMe, id: message.id ?? newEvolutionId() },
    pushName: message.name ?? 'Sandbox Contact',
    status: fromMe ? 'SERVER_ACK' : 'DELIVERY_ACK',
    message: { conversation: message.text },
    messageType: 'conversation',
    messageTimestamp: Math.floor(at.getTime() / 1000),
    instanceId: '00000000-0000-4000-8000-000000000001',
    source: 'android',
  })
}

/** What became of a message of ours: `SERVER_ACK` (sent), `DELIVERY_ACK`, `READ`, `ERROR`. */
export function evolutionStatus(report: From & { id: string; to: string; status: string }): EvolutionEvent {
  return envelope('messages.update', report, {
    messageId: report.id,
    keyId: report.id,
    remoteJid: jid(report.to),
    fromMe: true,
    participant: jid(report.to),
    status: report.status,
    instanceId: '00000000-0000-4000-8000-000000000001',
  })
}

function envelope(
  event: string,
  { instance, apiKey, at = new Date() }: From,
  data: Record<string, unknown>,
): EvolutionEvent {
  return {
    event,
    instance: instance ?? SEEDED_EVOLUTION_INSTANCE,
    data,
    date_time: at.toISOString(),
    sender: '15550100002@s.whatsapp.net',
    server_url: 'http://localhost:8080',
    apikey: apiKey,
  }
}
