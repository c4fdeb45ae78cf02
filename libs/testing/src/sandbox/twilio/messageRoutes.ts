import type { FastifyInstance } from 'fastify'
import { BoundedMap } from '../bounded.ts'
import { type Fault, cutConnection } from '../faults.ts'
import type { JournalEntry } from '../journal.ts'
import type { World } from '../world.ts'
import { type MessageRecord, messageResource, readOutgoing, statusForm } from './messages.ts'
import { answerFault, authorize, formOf, newSid, notFound, takeFault } from './restCalls.ts'

type Account = { Params: { account: string } }
type One = { Params: { account: string; sid: string } }
type Page = { Params: { account: string }; Querystring: { To?: string; From?: string; PageSize?: string } }

/** Sending by WhatsApp and SMS, and asking what became of a message. */
export function addMessageRoutes(app: FastifyInstance, world: World): void {
  const records = new BoundedMap<MessageRecord>(world.settings.keep)
  const path = '/2010-04-01/Accounts/:account/Messages'
  app.post<Account>(`${path}.json`, async (request, reply) => {
    authorize(request, world)
    const form = formOf(request)
    const outgoing = readOutgoing(form, world.settings.twilioNumbers)
    const fault = await takeFault(world, 'messages', outgoing.to)
    const refused = answerFault(fault, reply)
    if (refused) return refused
    const { twilioAccountSid: account } = world.settings
    const record: MessageRecord = { ...outgoing, sid: newSid('SM'), account, at: new Date(), status: 'queued' }
    records.set(record.sid, record)
    const { sid: id, from, to, kind, text } = record
    const entry = world.journal.add({ direction: 'out', provider: 'twilio', id, from, to, kind, text, body: form })
    const accepted = messageResource(record)
    report(world, record, entry, form.StatusCallback, fault)
    return fault?.cut ? cutConnection(reply) : reply.code(201).send(accepted)
  })
  app.get<One>(`${path}/:sid.json`, async (request) => {
    authorize(request, world)
    const record = records.get(request.params.sid)
    if (!record) throw notFound(`/Accounts/${request.params.account}/Messages/${request.params.sid}.json`)
    return messageResource(record)
  })
  app.get<Page>(`${path}.json`, async (request) => {
    authorize(request, world)
    const { To: to, From: from } = request.query
    const found = [...records.values()].filter((each) => (!to || each.to === to) && (!from || each.from === from))
    return page(request.url, found.toReversed().slice(0, Math.min(Number(request.query.PageSize) || 50, 1000)))
  })
}

function page(uri: string, records: MessageRecord[]) {
  const messages = records.map(messageResource)
  const links = { first_page_uri: uri, next_page_uri: null, previous_page_uri: null, uri }
  return { messages, page: 0, page_size: messages.length, start: 0, end: Math.max(0, messages.length - 1), ...links }
}

/** Moves the message on, and tells its status callback, when it has one, each time. */
function report(
  world: World,
  record: MessageRecord,
  entry: JournalEntry,
  callback: string | undefined,
  fault: Fault | undefined,
): void {
  if (fault?.failWith !== undefined) record.errorCode = fault.failWith
  const deliveries = orderOf(world, record, fault).map((status) => async () => {
    record.status = status
    if (status === 'failed') record.errorCode ??= 30008
    world.journal.setStatus(entry, status)
    return callback ? await world.gateway.twilio(callback, statusForm(record, status)) : NOBODY_ASKED
  })
  world.gateway.later(world.settings.statuses.delayMs, deliveries)
}

const NOBODY_ASKED = { status: 200, headers: new Headers(), body: '' }

/** SMS have no read receipts. */
function orderOf(world: World, record: MessageRecord, fault: Fault | undefined): string[] {
  const usual = fault?.failWith === undefined ? world.settings.statuses.order : ['failed']
  return (fault?.statuses ?? usual).filter((status) => record.channel === 'whatsapp' || status !== 'read')
}
