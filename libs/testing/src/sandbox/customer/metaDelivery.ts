import {
  metaAudio,
  metaButtonReply,
  metaDocument,
  metaImage,
  metaListReply,
  metaLocation,
  type MetaSender,
  metaReaction,
  metaSticker,
  metaText,
  metaVideo,
} from '../../drivers/metaMessages.ts'
import { type MetaWebhook, newWamid } from '../../drivers/metaWebhook.ts'
import { plainAddress } from '../journal.ts'
import type { World } from '../world.ts'
import { offeredChoice } from './choices.ts'
import type { CustomerMessage, Delivery } from './customerMessage.ts'

const FILES = { image: metaImage, document: metaDocument, audio: metaAudio, video: metaVideo, sticker: metaSticker }

/** The contact's message as Meta would deliver it to this phone number id. */
export function metaDelivery(message: CustomerMessage, phoneNumberId: string, world: World): Delivery {
  const id = message.id ?? newWamid()
  const from = plainAddress(message.from)
  const address = /^\d+$/.test(from) ? { from } : { userId: from }
  const replyTo = message.replyTo ? { id: message.replyTo } : undefined
  const sender: MetaSender = { ...address, id, name: message.name, phoneNumberId, replyTo }
  const { body, kind, text } = content(message, sender, world)
  return {
    entry: { direction: 'in', provider: 'meta', id, from, to: phoneNumberId, kind, text, body },
    deliver: async () => await world.gateway.meta(body),
  }
}

function content(
  message: CustomerMessage,
  sender: MetaSender,
  world: World,
): { body: MetaWebhook; kind: string; text: string } {
  if (message.text !== undefined) {
    return { body: metaText({ ...sender, text: message.text }), kind: 'text', text: message.text }
  }
  if (message.choice !== undefined) return tapped(message.choice, message.from, sender, world)
  if (message.location) {
    return {
      body: metaLocation({ ...sender, ...message.location }),
      kind: 'location',
      text: message.location.place ?? '',
    }
  }
  if (message.reaction) {
    return { body: metaReaction({ ...sender, ...message.reaction }), kind: 'reaction', text: message.reaction.emoji }
  }
  return sentFile(message.media!, sender, world)
}

function tapped(wanted: string, contact: string, sender: MetaSender, world: World) {
  const { choice, offer } = offeredChoice(world, contact, wanted)
  const { kind, ...reply } = choice
  const answer = { ...sender, replyTo: { id: offer.id }, choice: reply }
  const body = kind === 'button' ? metaButtonReply(answer) : metaListReply(answer)
  return { body, kind: 'choice', text: choice.title }
}

function sentFile(media: NonNullable<CustomerMessage['media']>, sender: MetaSender, world: World) {
  const { kind, mimeType, base64, caption, filename } = media
  const bytes = Buffer.from(base64, 'base64')
  const stored = world.media.add({ mimeType, filename: filename ?? kind, bytes })
  const file = { mediaId: stored.id, sha256: stored.sha256, mimeType, caption, filename }
  return { body: FILES[kind]({ ...sender, ...file }), kind, text: caption ?? '' }
}
