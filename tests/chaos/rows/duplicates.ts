import { jetstreamManager } from '@nats-io/jetstream'
import { CONVERSATION } from '@repartee/contracts'
import { eventually, metaImage, metaText, newWamid, postMeta } from '@repartee/testing'
import { Redis } from 'ioredis'
import type { Figure } from '../../bench/figures.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'

/** The same webhook at once and long after, and an album from a new contact. */
export async function duplicates(stage: Stage): Promise<Figure[]> {
  return [...(await sameMessage(stage)), ...(await album(stage))]
}

async function sameMessage(stage: Stage): Promise<Figure[]> {
  const { house, entrance } = stage
  const from = '34780000001'
  const body = metaText({ from, id: newWamid(), text: 'is there parking?' })
  const deliver = (index: number) =>
    postMeta(entrance.gatewayUrls[index % entrance.gatewayUrls.length] ?? '', body, entrance.appSecret)
  const eventsNamed = async (name: string) =>
    (await house.events(house.sessionId(from))).filter((event) => event.name === name).length
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => deliver(index)))
  await house.contact(from).waitForReply({ after: 0 })
  const atOnce = await eventsNamed('turn.received')

  // Time that has passed, for those who remember for a while: the broker's window is over, Redis has forgotten.
  const { streams } = await jetstreamManager(house.nats)
  await streams.update(CONVERSATION.name, { duplicate_window: 100_000_000 })
  const redis = new Redis(house.system.servers.redisUrl)
  await redis.flushall()
  await redis.quit()
  await eventually(
    async () => {
      await deliver(1)
      return (await eventsNamed('message.received')) > 1
    },
    { what: 'the broker takes the message for a new one', everyMs: 150 },
  )
  await streams.update(CONVERSATION.name, { duplicate_window: CONVERSATION.duplicateWindowSeconds * 1e9 })
  await house.untilQuiet()
  const received = await house.contact(from).received()
  const wrong = answers.filter(({ status }) => status !== 200).map(({ status }) => `a webhook was answered ${status}`)
  return [
    all('7 turns of a message that came 50 times at once', atOnce, 1, 'turns', wrong),
    all('7 turns of it after the broker’s window', await eventsNamed('turn.received'), 1, 'turns'),
    all('7 answers to it', received.length, 1, 'answers'),
  ]
}

async function album({ house, entrance }: Stage): Promise<Figure[]> {
  const from = '34780000002'
  const pictures = Array.from({ length: 10 }, (_, index) => metaImage({ from, mediaId: `98000000${index}` }))
  const answers = await Promise.all(
    pictures.map((body, index) =>
      postMeta(entrance.gatewayUrls[index % entrance.gatewayUrls.length] ?? '', body, entrance.appSecret),
    ),
  )
  await house.contact(from).waitForReply({ after: 0 })
  await house.untilQuiet()
  const [row] = await house.query<{ sessions: string; messages: string }>(
    `SELECT count(DISTINCT session_id) AS sessions, count(*) AS messages FROM conversation.messages
     WHERE session_id = $1`,
    [house.sessionId(from)],
  )
  const session = await house.session(from)
  const wrong = [
    ...answers.filter(({ status }) => status !== 200).map(({ status }) => `a webhook was answered ${status}`),
    ...(session?.conversation === 1 ? [] : [`${session?.conversation} conversations`]),
    ...(Number(row?.messages) === 10 ? [] : [`${row?.messages} messages recorded, not 10`]),
  ]
  return [all('7 sessions of an album of ten from a new contact', Number(row?.sessions), 1, 'sessions', wrong)]
}
