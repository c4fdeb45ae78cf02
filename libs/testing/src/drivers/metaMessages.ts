import { type MetaMessage, type MetaWebhook, metaChange, metaTimestamp, metaWebhook, newWamid } from './metaWebhook.ts'

/** Who writes, to which of our numbers, and when. Everything but the sender has a default. */
export type MetaSender = {
  /** The contact's digits without `+`; leave it out together with a `userId` for a contact who hides the phone. */
  from?: string
  /** The business-scoped user id, such as `US.13491208655302741918`. */
  userId?: string
  /** The message's wamid; new each time when left out. */
  id?: string
  name?: string
  phoneNumberId?: string
  at?: Date
  /** The message that this one replies to. */
  replyTo?: { id: string; from?: string }
}

/** A contact's message of any type in a whole webhook body; the other builders are made of it. */
export function metaMessage(sender: MetaSender, content: { type: string; [field: string]: unknown }): MetaWebhook {
  const { from, userId, name = 'Sandbox Contact', replyTo, at = new Date() } = sender
  if (!from && !userId) throw new Error('a Meta message needs a sender: `from` (digits) or `userId` (BSUID)')
  const message: MetaMessage = {
    ...(from && { from }),
    ...(userId && { from_user_id: userId }),
    id: sender.id ?? newWamid(),
    timestamp: metaTimestamp(at),
    ...(replyTo && { context: { ...(replyTo.from && { from: replyTo.from }), id: replyTo.id } }),
    ...content,
  }
  const contact = { profile: { name }, ...(from && { wa_id: from }), ...(userId && { user_id: userId }) }
  return metaWebhook(metaChange({ phoneNumberId: sender.phoneNumberId, contacts: [contact], messages: [message] }))
}

/** A text message. */
export function metaText(message: MetaSender & { text: string }): MetaWebhook {
  return metaMessage(message, { type: 'text', text: { body: message.text } })
}

/** A tap on one of our reply buttons. */
export function metaButtonReply(message: MetaSender & { choice: { id: string; title: string } }): MetaWebhook {
  return metaMessage(message, {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: message.choice },
  })
}

/** A row chosen from one of our lists. */
export function metaListReply(
  message: MetaSender & { choice: { id: string; title: string; description?: string } },
): MetaWebhook {
  return metaMessage(message, { type: 'interactive', interactive: { type: 'list_reply', list_reply: message.choice } })
}

/** A tap on a quick-reply button of a template, which comes as its own type. */
export function metaTemplateButton(message: MetaSender & { payload: string; text: string }): MetaWebhook {
  return metaMessage(message, { type: 'button', button: { payload: message.payload, text: message.text } })
}

/** A file that the contact sent; its bytes are fetched by the media id. */
export type MetaFile = { mediaId: string; mimeType?: string; sha256?: string; caption?: string; filename?: string }

function file(sent: MetaFile, mimeType: string): Record<string, unknown> {
  return {
    ...(sent.caption !== undefined && { caption: sent.caption }),
    ...(sent.filename !== undefined && { filename: sent.filename }),
    mime_type: sent.mimeType ?? mimeType,
    sha256: sent.sha256 ?? '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    id: sent.mediaId,
  }
}

/** A picture. */
export function metaImage(message: MetaSender & MetaFile): MetaWebhook {
  return metaMessage(message, { type: 'image', image: file(message, 'image/jpeg') })
}

/** A document. */
export function metaDocument(message: MetaSender & MetaFile): MetaWebhook {
  return metaMessage(message, { type: 'document', document: file(message, 'application/pdf') })
}

/** A video. */
export function metaVideo(message: MetaSender & MetaFile): MetaWebhook {
  return metaMessage(message, { type: 'video', video: file(message, 'video/mp4') })
}

/** A sticker. */
export function metaSticker(message: MetaSender & MetaFile): MetaWebhook {
  return metaMessage(message, { type: 'sticker', sticker: { ...file(message, 'image/webp'), animated: false } })
}

/** Sound: a voice note (Opus in Ogg, `voice: true`) unless told otherwise. */
export function metaAudio(message: MetaSender & MetaFile & { voice?: boolean }): MetaWebhook {
  const audio = { ...file(message, 'audio/ogg; codecs=opus'), voice: message.voice ?? true }
  return metaMessage(message, { type: 'audio', audio })
}

/** A place on the map. */
export function metaLocation(
  message: MetaSender & { latitude: number; longitude: number; place?: string; address?: string },
): MetaWebhook {
  const { latitude, longitude, place, address } = message
  return metaMessage(message, {
    type: 'location',
    location: { latitude, longitude, ...(place && { name: place }), ...(address && { address }) },
  })
}

/** Contact cards that the contact shared. */
export function metaContacts(message: MetaSender & { cards: { name: string; phones: string[] }[] }): MetaWebhook {
  const contacts = message.cards.map((card) => ({
    name: { formatted_name: card.name, first_name: card.name.split(' ')[0] },
    phones: card.phones.map((phone) => ({ phone, wa_id: phone.replaceAll(/\D/g, ''), type: 'CELL' })),
  }))
  return metaMessage(message, { type: 'contacts', contacts })
}

/** A reaction to one of our messages; an empty emoji takes it back. */
export function metaReaction(message: MetaSender & { emoji: string; to: string }): MetaWebhook {
  return metaMessage(message, { type: 'reaction', reaction: { message_id: message.to, emoji: message.emoji } })
}

/** A kind that the Cloud API cannot carry, as Meta reports it. */
export function metaUnsupported(message: MetaSender): MetaWebhook {
  const error = {
    code: 131051,
    title: 'Message type unknown',
    message: 'Message type unknown',
    error_data: { details: 'Message type is currently not supported.' },
  }
  return metaMessage(message, { type: 'unsupported', errors: [error] })
}
