import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Problem, parse } from '../problem.ts'
import type { Calls } from '../twilio/callRoutes.ts'
import { NOT_REACHED, PhoneCall } from '../twilio/phoneCall.ts'
import type { Form } from '../twilio/restCalls.ts'
import type { World } from '../world.ts'

const phone = z.string().regex(/^\+\d{5,15}$/, 'must be a phone number such as +15550123')
const newCall = z.strictObject({ from: phone, to: phone.optional() })
const utterance = z
  .strictObject({
    text: z.string().min(1).max(4000).optional(),
    digits: z
      .string()
      .regex(/^[\d#*]+$/, 'must be digits, # or *')
      .optional(),
    confidence: z.number().min(0).max(1).default(0.95),
  })
  .refine(({ text, digits }) => (text === undefined) !== (digits === undefined), {
    error: 'give either `text` (speech) or `digits` (keys)',
  })
const dialResult = z.strictObject({ status: z.enum(['completed', 'busy', 'no-answer', 'failed', 'canceled']) })
type One = { Params: { sid: string } }

/** The caller's side of a phone call: ring, speak, press keys, stay silent, hang up. */
export function addCustomerCallRoutes(app: FastifyInstance, world: World, calls: Calls): void {
  app.post('/customer/calls', async (request, reply) => {
    const { from, to = world.settings.twilioNumbers[0] ?? '' } = parse(newCall, request.body, 'call')
    const { twilioNumbers } = world.settings
    if (!twilioNumbers.includes(to))
      throw new Problem(404, `nobody has ${to} here; there are ${twilioNumbers.join(', ')}`)
    const call = new PhoneCall(world, { from, to, direction: 'inbound' })
    calls.set(call.sid, call)
    const view = await call.ring()
    const [first] = view.said
    if (first?.verb === 'error' && first.code === NOT_REACHED) throw new Problem(502, first.text)
    return reply.code(201).send(view)
  })
  app.post<One>('/customer/calls/:sid/speech', async (request) => {
    const { text, digits, confidence } = parse(utterance, request.body, 'speech')
    const call = waitingCall(calls, request.params.sid, 'speech')
    note(world, call, text ?? digits ?? '')
    const params: Form =
      text === undefined ? { Digits: digits ?? '' } : { SpeechResult: text, Confidence: String(confidence) }
    return await call.report(params)
  })
  app.post<One>('/customer/calls/:sid/silence', async (request) => {
    const call = waitingCall(calls, request.params.sid, 'speech')
    return await call.report({}, true)
  })
  app.post<One>('/customer/calls/:sid/dial', async (request) => {
    const { status } = parse(dialResult, request.body, 'outcome of the transfer')
    const call = waitingCall(calls, request.params.sid, 'dial')
    const params = { DialCallStatus: status, DialCallDuration: status === 'completed' ? '30' : '0' }
    return await call.report(params)
  })
  app.post<One>('/customer/calls/:sid/hangup', async (request) => find(calls, request.params.sid).hangUp())
  app.get<One>('/customer/calls/:sid', async (request) => {
    const call = find(calls, request.params.sid)
    return { ...call.view(), from: call.from, to: call.to }
  })
}

function find(calls: Calls, sid: string): PhoneCall {
  const call = calls.get(sid)
  if (!call) throw new Problem(404, `there is no call ${sid}; POST /customer/calls starts one`)
  return call
}

/** The call, if it waits for that; else 409 with what it does instead. */
function waitingCall(calls: Calls, sid: string, wanted: 'speech' | 'dial'): PhoneCall {
  const call = find(calls, sid)
  if (call.waiting?.for === wanted) return call
  const instead = call.isOver ? `is over (${call.status})` : `waits for ${call.waiting?.for ?? 'the business'}`
  throw new Problem(409, `the call does not wait for ${wanted}: it ${instead}`)
}

function note(world: World, call: PhoneCall, text: string): void {
  const { sid: id, from, to } = call
  world.journal.add({ direction: 'in', provider: 'twilio', id, from, to, kind: 'speech', text, body: { text } })
}
