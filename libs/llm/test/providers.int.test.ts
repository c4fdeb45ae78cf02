import { startModelSimulator, type ModelSimulator, type SimulatedProvider } from '@repartee/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collect, collectJson, createModels, FlagTable, type Models } from '../src/index.ts'
import { configFor, request, signal } from './requests.ts'

let simulator: ModelSimulator
beforeAll(async () => {
  simulator = await startModelSimulator()
})
afterAll(() => simulator.stop())
beforeEach(() => simulator.reset())

const providers: { provider: SimulatedProvider; model: string }[] = [
  { provider: 'openai', model: 'gpt-6.1-terra' },
  { provider: 'anthropic', model: 'claude-sonnet-5-5' },
  { provider: 'compatible', model: 'simulated-model' },
  { provider: 'workflow', model: 'workflow' },
]

describe.each(providers)('$provider, by its own protocol', ({ provider, model }) => {
  let models: Models
  beforeAll(() => {
    const config = configFor(simulator, [provider])
    models = createModels(config, { flags: new FlagTable({ workflow_percentage: '100' }) })
  })
  afterAll(() => models.close())

  test('streams a text and says what it used', async () => {
    simulator.script([{ text: 'Good morning, Ana!', tokens: { in: 120, cached: 40, out: 7 } }])
    const answer = await collect(models.generate!, request(), { signal })
    expect(answer).toMatchObject({ text: 'Good morning, Ana!', provider, model, finish: 'stop', toolCalls: [] })
    expect(answer.usage).toHaveLength(1)
    expect(answer.usage[0]).toMatchObject({
      outcome: 'won',
      tokensIn: 120,
      tokensCached: 40,
      tokensOut: 7,
      tier: 'standard',
    })
  })

  test('hands a tool call over whole', async () => {
    simulator.script([{ toolCalls: [{ tool: 'booking.hold', arguments: { start: '2026-11-23T10:00' } }] }])
    const tools = [{ name: 'booking.hold', description: 'Keeps a start', parameters: z.object({ start: z.string() }) }]
    const answer = await collect(models.generate!, request({ tools }), { signal })
    expect(answer.finish).toBe('tool_calls')
    expect(answer.toolCalls).toMatchObject([{ tool: 'booking.hold', arguments: '{"start":"2026-11-23T10:00"}' }])
    expect(simulator.calls[0]!.tools).toEqual(['booking.hold'])
  })

  test('gives JSON of the wanted shape', async () => {
    const schema = z.object({ intent: z.enum(['book', 'ask']), confidence: z.number().min(0).max(1) })
    simulator.script([{ json: { intent: 'book', confidence: 0.9 } }])
    const answer = await collectJson(models.generate!, { ...request(), format: { name: 'intent', schema } }, { signal })
    expect(answer.value).toEqual({ intent: 'book', confidence: 0.9 })
    expect(simulator.calls[0]!.format?.schema).toMatchObject({ type: 'object', required: ['intent', 'confidence'] })
  })

  test('carries the whole conversation, tools and their results too', async () => {
    const messages = [
      { role: 'contact', text: 'What is free tomorrow?' },
      {
        role: 'business',
        text: '',
        toolCalls: [{ id: 'c1', tool: 'booking.availability', arguments: '{"day":"tomorrow"}' }],
      },
      { role: 'tool', call: 'c1', tool: 'booking.availability', result: '["10:00"]' },
    ] as const
    await collect(models.generate!, request({ messages, situation: 'State: choosing a time' }), { signal })
    const { body, instructions } = simulator.calls[0]!
    expect(JSON.stringify(body)).toContain('What is free tomorrow?')
    expect(JSON.stringify(body)).toContain('c1')
    expect(JSON.stringify(body)).toContain('10:00')
    expect(instructions).toMatch(/^You answer for a clinic\.\s+State: choosing a time/)
  })

  test('that declines to answer is a refusal, and nobody else is asked to say it', async () => {
    simulator.script([{ text: '', finish: 'filtered' }])
    await expect(collect(models.generate!, request(), { signal })).rejects.toMatchObject({ kind: 'refused', provider })
    expect(simulator.calls).toHaveLength(1)
  })

  test('takes a conversation in which a tool was called with damaged arguments', async () => {
    const messages = [
      { role: 'contact', text: 'Book it' },
      { role: 'business', text: '', toolCalls: [{ id: 'c1', tool: 'booking.hold', arguments: '{"start": ' }] },
      { role: 'tool', call: 'c1', tool: 'booking.hold', result: 'the arguments are no JSON' },
    ] as const
    simulator.script(['I will try again.'])
    expect((await collect(models.generate!, request({ messages }), { signal })).text).toBe('I will try again.')
  })

  test('never tells the provider who the contact is', async () => {
    await collect(models.generate!, request(), { signal })
    const { tenant, session, turn } = request().about
    const sent = JSON.stringify([simulator.calls[0]!.body, simulator.calls[0]!.headers])
    for (const secret of [tenant, session, turn!]) expect(sent).not.toContain(secret)
    expect(simulator.calls[0]!.headers).not.toHaveProperty('traceparent')
  })
})

describe('how hard a model thinks', () => {
  test('is part of the tier, in each provider’s own words', async () => {
    const config = configFor(simulator, ['openai', 'anthropic'])
    const sent: Record<string, unknown>[] = []
    for (const order of ['openai', 'anthropic'])
      for (const tier of ['fast', 'standard', 'deep'] as const) {
        const models = createModels({ ...config, LLM_ORDER: order }, { flags: new FlagTable() })
        await collect(models.generate!, request({ tier, maxOutputTokens: 300 }), { signal })
        await models.close()
        const { model, reasoning, thinking, output_config, max_tokens, max_output_tokens } =
          simulator.calls.at(-1)!.body
        sent.push({ model, how: reasoning ?? { thinking, output_config }, most: max_tokens ?? max_output_tokens })
      }
    expect(sent).toEqual([
      { model: 'gpt-6-luna', how: { effort: 'none' }, most: 300 },
      { model: 'gpt-6.1-terra', how: { effort: 'none' }, most: 300 },
      { model: 'gpt-6.1-sol', how: { effort: 'medium' }, most: 4300 },
      {
        model: 'claude-haiku-5-5',
        how: { thinking: { type: 'disabled' }, output_config: { effort: 'low' } },
        most: 300,
      },
      {
        model: 'claude-sonnet-5-5',
        how: { thinking: { type: 'between_tools' }, output_config: { effort: 'low' } },
        most: 300,
      },
      { model: 'claude-opus-5-5', how: { output_config: { effort: 'medium' } }, most: 4300 },
    ])
  })
})
