import { GraphError } from './graphError.ts'
import { interactiveText } from './interactive.ts'
import { type Fields, fields, optionalText, requiredText, tooLong } from './fields.ts'

/** A send request that the Cloud API would accept, in the words that the sandbox keeps. */
export type Outgoing = {
  /** Digits, or a BSUID when the request names only a `recipient`. */
  to: string
  isUserId: boolean
  kind: string
  text: string
  callbackData: string | undefined
}

const MEDIA = ['image', 'audio', 'video', 'document', 'sticker']

/** Checks a body of `POST /{phone-number-id}/messages`; throws the `GraphError` that Meta would answer. */
export function readOutgoing(body: Fields): Outgoing {
  if (body.messaging_product !== 'whatsapp') {
    throw new GraphError(100, 'messaging_product must be "whatsapp"', {
      title: '(#100) The parameter messaging_product is required.',
    })
  }
  const kind = optionalText(body, 'type') ?? 'text'
  const callbackData = optionalText(body, 'biz_opaque_callback_data')
  if (callbackData && callbackData.length > 512) throw tooLong('biz_opaque_callback_data', 512)
  return { ...recipient(body), kind, text: textOf(kind, body), callbackData }
}

function recipient(body: Fields): { to: string; isUserId: boolean } {
  const phone = optionalText(body, 'to')
  if (phone !== undefined) {
    const digits = phone.replaceAll(/[\s()+-]/g, '')
    if (/^\d{5,15}$/.test(digits)) return { to: digits, isUserId: false }
    throw new GraphError(131009, '`to` must be a phone number; a business-scoped user id goes into `recipient`')
  }
  const userId = optionalText(body, 'recipient')
  if (userId === undefined) throw new GraphError(131008, 'one of `to` and `recipient` is required')
  if (/^[A-Z]{2}\.[\w.]{1,128}$/.test(userId)) return { to: userId, isUserId: true }
  throw new GraphError(131009, '`recipient` must be a business-scoped user id such as US.13491208655302741918')
}

function textOf(kind: string, body: Fields): string {
  if (MEDIA.includes(kind)) return mediaText(kind, fields(body, kind))
  switch (kind) {
    case 'text':
      return requiredText(fields(body, 'text'), 'body', 4096)
    case 'interactive':
      return interactiveText(fields(body, 'interactive'))
    case 'template':
      return templateText(fields(body, 'template'))
    case 'reaction':
      requiredText(fields(body, 'reaction'), 'message_id')
      return optionalText(fields(body, 'reaction'), 'emoji') ?? ''
    case 'location':
      return locationText(fields(body, 'location'))
    case 'contacts':
      if (Array.isArray(body.contacts) && body.contacts.length > 0) return ''
      throw new GraphError(131008, 'contacts must be a list with at least one contact')
    default:
      throw new GraphError(
        100,
        `type "${kind}" is none of text, interactive, template, reaction, location, contacts, ${MEDIA.join(', ')}`,
      )
  }
}

function mediaText(kind: string, media: Fields): string {
  if (!optionalText(media, 'id') && !optionalText(media, 'link')) {
    throw new GraphError(131008, `${kind} needs an id (of an upload) or a link`)
  }
  return optionalText(media, 'caption') ?? ''
}

function locationText(location: Fields): string {
  const isPlace = Number.isFinite(Number(location.latitude)) && Number.isFinite(Number(location.longitude))
  if (!isPlace) throw new GraphError(131008, 'location needs latitude and longitude')
  return optionalText(location, 'name') ?? ''
}

/** The template's name and its text parameters, since the sandbox does not hold the templates themselves. */
function templateText(template: Fields): string {
  const name = requiredText(template, 'name', 512)
  requiredText(fields(template, 'language'), 'code')
  const components = Array.isArray(template.components) ? (template.components as Fields[]) : []
  const parameters = components.flatMap((component) =>
    Array.isArray(component?.parameters) ? component.parameters : [],
  )
  const words = parameters.map((parameter: Fields) => parameter?.text).filter((text) => typeof text === 'string')
  return words.length > 0 ? `${name}: ${words.join(', ')}` : name
}
