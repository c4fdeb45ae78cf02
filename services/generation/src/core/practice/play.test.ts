import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { LanguageCode } from '@repartee/contracts'
import { loadPack } from '@repartee/packs'
import { turnOf } from '@repartee/testing/fixtures'
import type { Context } from '../context.ts'
import { wordsOf } from '../words.ts'
import { play } from './play.ts'
import type { PracticeState } from './state.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../../packs/sales', import.meta.url)))

type Replies = Context['turn']['snapshot']['replies']

/** A trainee who writes to a customer, turn by turn. */
class Trainee {
  #replies: Replies = []

  constructor(
    private readonly persona: string,
    private readonly language: LanguageCode = 'en',
  ) {}

  says(text: string): {
    text: string
    state: PracticeState
    score: Record<string, unknown> | undefined
    intent: string | undefined
  } {
    const turn = turnOf(text)
    const settings = { ...turn.snapshot.settings, pack: 'sales', practice: { persona: this.persona, trainee: 'Lee' } }
    const context = {
      pack,
      turn: { ...turn, snapshot: { ...turn.snapshot, settings, replies: this.#replies } },
      detection: {
        intent: { name: 'other', confidence: 0.3 },
        language: { code: this.language, confidence: 1, switched: false },
      },
      slots: {},
    } as unknown as Context
    const played = play(context)
    if (played === null) throw new Error('nobody is practised on')
    const { sidecar } = played.plan
    this.#replies = [{ reply: { sidecar } }] as unknown as Replies
    return {
      text: wordsOf(context, played.plan),
      state: played.state,
      intent: played.plan.practice?.intent,
      score: sidecar.find(({ kind }) => kind === 'practice_score')?.data,
    }
  }
}

describe('a customer to practise on', () => {
  it('is honest about being played, answers what is asked, and remembers that it did', () => {
    const lee = new Trainee('careful_owner')
    expect(lee.says('Hello, my name is Lee from Kestrel').text).toMatch(
      /played by an automated customer[\s\S]*what is this about/,
    )
    expect(lee.says('What goes wrong with customer messages today?').text).toContain('lost a whole kitchen')
    expect(lee.says('What goes wrong with customer messages today?').text).toContain('already')
  })

  it('says yes to one who asks, listens, meets the objections and names a next step', () => {
    const lee = new Trainee('careful_owner')
    const moods: number[] = []
    const turns = [
      'Hello, thanks for your time, my name is Lee.',
      'What brings you here, what problem would you like to solve?',
      'I understand. How many people are in your team?',
      'What do you use today?',
      'That makes sense. What does it cost you when a message is missed?',
      'Fair point. If it saves one deal a month it pays for itself, and you can start small with two people.',
      'Who decides on this?',
      'I hear you. One of our customers, Brightroof, had the same worry; there is a free trial for 14 days without a card.',
      'Fair question. And you can stop any month, it is monthly.',
      'Shall we book a demo, would Tuesday at ten work for you?',
    ]
    let last = lee.says(turns[0] ?? '')
    for (const turn of turns.slice(1)) {
      if (last.state.points !== null) break
      last = lee.says(turn)
      moods.push(last.state.mood)
    }
    expect(last.state.stage).toBe('won')
    expect(last.state.points).toBeGreaterThanOrEqual(85)
    expect(moods.at(-1)).toBeGreaterThan(0.7)
    expect(last.text).toMatch(/convinced me[\s\S]*of 100 points[\s\S]*Objections that were met: 20 of 20/)
  })

  it('is put off by a pitch before any question and by pressure, and leaves', () => {
    const pushy = new Trainee('busy_manager')
    expect(pushy.says('Our shared inbox saves you time, everybody sees everything!').text).toContain("you don't know")
    const states = [1, 2, 3].map(() => pushy.says('You have to decide now, this is the last chance, only today!'))
    expect(states.at(-1)?.state).toMatchObject({ stage: 'lost' })
    expect(states.at(-1)?.state.points).toBeLessThan(30)
  })

  it('lets the coach advise on what the customer said', () => {
    const lee = new Trainee('careful_owner')
    expect(lee.says('Hello, I am Lee.').intent).toBe('greeting')
    expect(lee.says('What problem do you have?').intent).toBe('tells_pain')
    expect(lee.says('It is $39 per user and month.').intent).toBe('objection_price')
    expect(lee.says('You are stupid').intent).toBe('not_interested')
  })

  it('repeats an objection that is not met, in other words, and cools down', () => {
    const lee = new Trainee('careful_owner')
    lee.says('Hello! What problem do you have?')
    const raised = lee.says('It is $39 per user and month.')
    expect(raised.state).toMatchObject({ stage: 'objection', open: { objection: 'price', times: 1 } })
    const again = lee.says('The weather is nice today.')
    expect(again.state.open).toEqual({ objection: 'price', times: 2 })
    expect(again.state.mood).toBeLessThan(raised.state.mood)
    expect(again.text).toContain("You haven't said anything about the price")
  })

  it('ends when the trainee says so, with a score, and stays over', () => {
    const lee = new Trainee('sceptical_it')
    lee.says('Hello, what do you use today?')
    expect(lee.says('End practice').score).toMatchObject({ points: expect.any(Number) })
    expect(lee.says('Hello?').text).toContain('This practice is over')
  })

  it('speaks Chinese', () => {
    const trainee = new Trainee('careful_owner', 'zh')
    const replies = [
      '您好，感谢您抽时间，我叫小李。',
      '您现在遇到什么问题？',
      '我理解。你们团队有多少人？',
      '目前用什么工具？这样会造成什么损失？',
      '确实。一个月少丢一单就回本了，可以先让两个人用起来。',
      '我明白您的顾虑。我们的客户Brightroof也是这样，可以先免费试用14天，不用绑卡。',
      '谁来定这件事？',
      '要不要约个时间看演示，周二可以吗？',
    ].map((text) => trainee.says(text))
    expect(replies[1]?.text).toContain('厨房')
    expect(replies.at(-1)?.state).toMatchObject({ stage: 'won' })
    expect(replies.at(-1)?.text).toMatch(/你说服我了[\s\S]*练习结束：\d+分/)
  })
})
