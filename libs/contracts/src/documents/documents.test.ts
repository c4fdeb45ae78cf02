import { Parser } from '@asyncapi/parser'
import { expect, test } from 'vitest'
import { events, liveFrames, questions } from '../catalogue.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { eventTable } from './event-table.ts'
import { natsAuthorization, natsPermissions } from './nats-permissions.ts'

test('the AsyncAPI document is valid and holds all that is said', async () => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument()))
  expect(
    diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => `${path.join('.')}: ${message}`),
  ).toEqual([])
  const channels = document
    ?.channels()
    .all()
    .map((channel) => channel.id())
  expect(channels).toEqual([
    ...events.map(({ name, version }) => `${name}.v${version}`),
    ...liveFrames.map(({ name }) => name),
    ...questions.flatMap(({ subject }) => [subject, `${subject}.answer`]),
  ])
})

test('the table has a row for each event, frame and question', () => {
  const rows = eventTable().split('\n')
  const said = [...events.map(({ name, version }) => `${name}.v${version}`), ...liveFrames.map(({ name }) => name)]
  for (const name of said) expect(rows.filter((row) => row.startsWith(`| \`${name}\` |`))).toHaveLength(1)
  expect(rows).toContain(
    '| `turn.captured.v1` | capture | situation | The facts that were found in what the contact said. |',
  )
})

test('a service may publish and read what the contracts say, and nothing else', () => {
  const capture = natsPermissions('capture')
  expect(capture.publish).toContain('turn.captured.v1.>')
  expect(capture.publish).toContain('$JS.API.CONSUMER.CREATE.CONVERSATION.*.turn.received.v1.>')
  expect(capture.publish).not.toContain('reply.completed.v1.>')
  expect(capture.publish).not.toContain('$JS.API.CONSUMER.CREATE.CONVERSATION.*.reply.completed.v1.>')
  expect(capture.subscribe).toEqual(['_INBOX_capture.>'])
  expect(natsPermissions('tts').subscribe).toEqual(['_INBOX_tts.>', 'live.sentence.>', 'live.cancel.>'])
  expect(natsPermissions('booking').subscribe).toContain('ask.booking.hold')
  expect(natsPermissions('booking').allowResponses).toBe(true)
  expect(natsPermissions('generation').allowResponses).toBe(false)
})

test('the passwords of the services come from the environment', () => {
  expect(natsAuthorization()).toContain('user: followup, password: $NATS_PASSWORD_FOLLOWUP')
})
