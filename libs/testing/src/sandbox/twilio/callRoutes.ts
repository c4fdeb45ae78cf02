import type { FastifyInstance } from 'fastify'
import { BoundedMap } from '../bounded.ts'
import type { World } from '../world.ts'
import { PhoneCall } from './phoneCall.ts'
import { API_VERSION, type Form, answerFault, authorize, formOf, notFound, rfc2822, takeFault } from './restCalls.ts'
import { TwilioError } from './twilioError.ts'
import { cutConnection } from '../faults.ts'

type Account = { Params: { account: string } }
type One = { Params: { account: string; sid: string } }

/** The calls that the sandbox remembers. */
export class Calls extends BoundedMap<PhoneCall> {}

/** Placing a call, changing a live one, and asking for it. */
export function addCallRoutes(app: FastifyInstance, world: World, calls: Calls): void {
  const path = '/2010-04-01/Accounts/:account/Calls'
  app.post<Account>(`${path}.json`, async (request, reply) => {
    authorize(request, world)
    const form = formOf(request)
    checkPlacing(form, world.settings.twilioNumbers)
    const fault = await takeFault(world, 'calls', form.To)
    const refused = answerFault(fault, reply)
    if (refused) return refused
    const call = new PhoneCall(world, { from: form.From ?? '', to: form.To ?? '', direction: 'outbound-api' })
    calls.set(call.sid, call)
    if (form.StatusCallback) call.statusCallback = form.StatusCallback
    const placed = callResource(call, world, 'queued')
    inBackground(call.redirect({ twiml: form.Twiml, url: form.Url, method: form.Method }))
    return fault?.cut ? cutConnection(reply) : reply.code(201).send(placed)
  })
  app.post<One>(`${path}/:sid.json`, async (request, reply) => {
    authorize(request, world)
    const form = formOf(request)
    const call = find(calls, request.params)
    const refused = answerFault(await takeFault(world, 'calls', call.from), reply)
    if (refused) return refused
    const ends = form.Status === 'completed' || form.Status === 'canceled'
    if (call.isOver && !ends) throw new TwilioError(21220)
    const changed = call.redirect({ twiml: form.Twiml, url: form.Url, method: form.Method, ends })
    if (ends) await changed
    else inBackground(changed)
    return callResource(call, world, call.status)
  })
  app.get<One>(`${path}/:sid.json`, async (request) => {
    authorize(request, world)
    const call = find(calls, request.params)
    return callResource(call, world, call.status)
  })
}

function checkPlacing(form: Form, numbers: string[]): void {
  if (!form.To) throw new TwilioError(21201)
  if (!form.From) throw new TwilioError(21213)
  if (!/^\+\d{5,15}$/.test(form.To)) throw new TwilioError(21211, `Invalid 'To' Phone Number: ${form.To}`)
  if (!numbers.includes(form.From)) throw new TwilioError(21210)
  if (!form.Url && !form.Twiml) throw new TwilioError(21205)
}

function find(calls: Calls, { account, sid }: One['Params']): PhoneCall {
  const call = calls.get(sid)
  if (!call) throw notFound(`/Accounts/${account}/Calls/${sid}.json`)
  return call
}

/** The request is answered before the call went on; a gateway that is away then shows in the call, as with Twilio. */
function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => process.stderr.write(`sandbox: a call could not go on: ${String(error)}\n`))
}

function callResource(call: PhoneCall, world: World, status: string) {
  const { sid, from, to, direction, startedAt, endedAt } = call
  const account = world.settings.twilioAccountSid
  const uri = `/${API_VERSION}/Accounts/${account}/Calls/${sid}`
  return {
    account_sid: account,
    answered_by: null,
    api_version: API_VERSION,
    caller_name: null,
    date_created: rfc2822(startedAt),
    date_updated: rfc2822(endedAt ?? startedAt),
    direction,
    duration: endedAt ? String(call.seconds()) : null,
    end_time: endedAt ? rfc2822(endedAt) : null,
    forwarded_from: null,
    from,
    from_formatted: from,
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: '',
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid,
    start_time: rfc2822(startedAt),
    status,
    subresource_uris: {},
    to,
    to_formatted: to,
    trunk_sid: null,
    uri: `${uri}.json`,
  }
}
