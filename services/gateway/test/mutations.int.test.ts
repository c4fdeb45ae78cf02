import { Bus } from '@repartee/bus'
import type { RunningService } from '@repartee/service'
import { eventually, metaText, postMeta, postTwilio, useServers } from '@repartee/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { API_KEY, event, kinds as evolutionKinds, said as evolutionSaid } from './evolution-bodies.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream } from './gateways.ts'
import { became, kinds, said } from './meta-bodies.ts'

/** Bodies that are nearly right and rightly signed: the providers' own, with something missing, doubled or of another kind. */

const servers = useServers()
let gateway: RunningService
let stream: Stream

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers, { EVOLUTION_API_KEY: API_KEY, GATHER_HOLD_MS: '20' })
  stream = new Stream(gateway)
})
afterAll(() => gateway.stop())

type Json = ReturnType<typeof JSON.parse>

/** What may stand where a provider puts something else: also what Postgres, KV keys, numbers and templates stumble over. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('\u0000', '\uD800', '', ' ', '{{name}}', '{count, plural', "'; DROP TABLE x", '../../x', '__proto__'),
  fc.constantFrom(1e308, -0, 2 ** 53, 'NaN', '9'.repeat(400), 'x'.repeat(20_000)),
)

/** The places of a body, as paths. */
function places(value: Json, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => places(inner as Json, [...path, name]))]
}

/** The body with another value at one place, or without it. */
function changed(body: Json, path: readonly string[], value: unknown): Json {
  const [name, ...rest] = path
  if (name === undefined) return value
  const copy: Json = Array.isArray(body) ? [...body] : { ...body }
  const inner = rest.length === 0 ? value : changed(copy[name], rest, value)
  if (inner === undefined) delete copy[name]
  else copy[name] = inner
  return copy
}

const mutated = (bodies: readonly object[]) =>
  fc
    .constantFrom(...bodies)
    .chain((body) => fc.tuple(fc.constant(body), fc.constantFrom(...places(body)), fc.option(odd, { nil: undefined })))
    .map(([body, path, value]) => changed(body, path, value) as unknown)

const isFine = (status: number) => status === 200 || status === 204 || (status >= 400 && status < 500)

it('of Meta: taken or refused', async () => {
  const status = { status: 'delivered', biz_opaque_callback_data: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11.2' }
  const bodies = [...kinds.map(([, content]) => said(content)), became(status)]
  await fc.assert(
    fc.asyncProperty(mutated(bodies), async (body) => {
      const answer = await postMeta(gateway.url, (body ?? null) as object, APP_SECRET)
      expect(isFine(answer.status), `${answer.status} ${answer.body} for ${JSON.stringify(body)}`).toBe(true)
    }),
    { numRuns: 400 },
  )
}, 120_000)

it('of Evolution: taken or refused', async () => {
  const update = { keyId: 'X', remoteJid: '34600111222@s.whatsapp.net', fromMe: true, status: 'READ' }
  const bodies = [...evolutionKinds.map(([, message]) => evolutionSaid(message)), event('messages.update', update)]
  await fc.assert(
    fc.asyncProperty(mutated(bodies), async (body) => {
      const { status, text } = await fetch(`${gateway.url}/webhooks/whatsapp/evolution`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', apikey: API_KEY },
        body: JSON.stringify(body ?? null),
      }).then(async (answer) => ({ status: answer.status, text: await answer.text() }))
      expect(isFine(status), `${status} ${text} for ${JSON.stringify(body)}`).toBe(true)
      expect(text).not.toContain(API_KEY)
    }),
    { numRuns: 400 },
  )
}, 120_000)

it('of Twilio: taken or refused, at each of its doors', async () => {
  const doors = ['whatsapp', 'status?reply=x', 'voice', 'voice/gather?n=1e9&waits=-1', 'voice/status'] as const
  const names = ['Body', 'NumMedia', 'MediaUrl0', 'MediaContentType0', 'Latitude', 'Longitude', 'ButtonPayload']
  const others = ['ProfileName', 'MessageStatus', 'SpeechResult', 'Confidence', 'Digits', 'CallStatus', 'ErrorCode']
  const form = fc.dictionary(fc.constantFrom(...names, ...others), odd.map(String), { maxKeys: 6 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...doors), form, fc.option(odd.map(String)), async (door, fields, from) => {
      const path = `/webhooks/twilio/${door}`
      const params = { MessageSid: 'SM1', CallSid: 'CA1', To: '+15550100001', From: from ?? '+34600111222', ...fields }
      const signed = { signedUrl: `${PUBLIC_URL}${path}` }
      const answer = await postTwilio(`${gateway.url}${path}`, params, AUTH_TOKEN, signed)
      expect(isFine(answer.status), `${answer.status} ${answer.body} for ${JSON.stringify(params)}`).toBe(true)
    }),
    { numRuns: 150 },
  )
}, 240_000)

it('and nothing of it stops who comes after, nor lies among the dead letters', async () => {
  await postMeta(gateway.url, metaText({ from: '34600999888', text: 'somebody in earnest' }), APP_SECRET)
  await eventually(() => stream.turnsWith('somebody in earnest').length > 0, { what: 'a turn', withinMs: 60_000 })
  const letters = await gateway.app.get(Bus).deadLetters({ limit: 10 })
  expect(letters.map(({ reason, detail }: { reason: string; detail: string }) => `${reason}: ${detail}`)).toEqual([])
}, 90_000)
