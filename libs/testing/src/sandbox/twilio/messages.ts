import { API_VERSION, type Form, rfc2822 } from './restCalls.ts'
import { TwilioError } from './twilioError.ts'

export type Channel = 'whatsapp' | 'sms'
/** A message that Twilio would accept. */
export type Outgoing = { channel: Channel; from: string; to: string; kind: string; text: string }

/** Checks the form of `POST Messages.json`; throws the error that Twilio would answer. */
export function readOutgoing(form: Form, numbers: string[]): Outgoing {
  const { From: from, To: to, Body: body, MediaUrl: media, ContentSid: content } = form
  if (!to) throw new TwilioError(21604)
  if (!from) throw new TwilioError(21603)
  const channel = from.startsWith('whatsapp:') ? 'whatsapp' : 'sms'
  if (to.startsWith('whatsapp:') !== (channel === 'whatsapp')) throw new TwilioError(21910)
  if (!isAddress(to, channel)) throw new TwilioError(21211, `Invalid 'To' Phone Number: ${to}`)
  if (!numbers.includes(from.replace(/^whatsapp:/, ''))) throw new TwilioError(channel === 'sms' ? 21606 : 63007)
  if (!body && !media && !content) throw new TwilioError(21602)
  if (body && body.length > 1600) throw new TwilioError(21617)
  return { channel, from, to, ...contentOf(form) }
}

function contentOf({ Body: body = '', MediaUrl: media, ContentSid: content, ContentVariables: variables = '' }: Form) {
  if (content) return { kind: 'template', text: variables ? `${content}: ${variables}` : content }
  return { kind: media ? 'media' : 'text', text: body }
}

/** A phone in E.164, or, on WhatsApp, also a business-scoped user id. */
function isAddress(to: string, channel: Channel): boolean {
  const bare = to.replace(/^whatsapp:/, '')
  return /^\+\d{5,15}$/.test(bare) || (channel === 'whatsapp' && /^[A-Z]{2}\.[\w.]{1,128}$/.test(bare))
}

/** A message of ours and what became of it. */
export type MessageRecord = Outgoing & { sid: string; account: string; at: Date; status: string; errorCode?: number }

/** A message as the REST API shows it. */
export function messageResource(record: MessageRecord) {
  const { sid, account, at, from, to, text, status, errorCode, kind } = record
  const uri = `/${API_VERSION}/Accounts/${account}/Messages/${sid}`
  return {
    account_sid: account,
    api_version: API_VERSION,
    body: text,
    date_created: rfc2822(at),
    date_sent: status === 'queued' ? null : rfc2822(at),
    date_updated: rfc2822(at),
    direction: 'outbound-api',
    error_code: errorCode ?? null,
    error_message: errorCode === undefined ? null : new TwilioError(errorCode).message,
    from,
    messaging_service_sid: null,
    num_media: kind === 'media' ? '1' : '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  }
}

/** The form that Twilio posts to the status callback. */
export function statusForm(record: MessageRecord, status: string): Form {
  const { sid, account, from, to, errorCode } = record
  return {
    AccountSid: account,
    ApiVersion: API_VERSION,
    From: from,
    To: to,
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    ...(record.channel === 'whatsapp' && { ChannelPrefix: 'whatsapp' }),
    ...(status === 'read' && { EventType: 'READ' }),
    ...(status === 'failed' && {
      ErrorCode: String(errorCode),
      ChannelStatusMessage: new TwilioError(errorCode ?? 0).message,
    }),
  }
}
