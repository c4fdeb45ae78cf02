import { fileURLToPath } from 'node:url'
import { loadPack } from '@repartee/packs'
import { turnOf, waiting, type Before } from '@repartee/testing/fixtures'
import { describe, expect, it } from 'vitest'
import { detect } from '../detect.ts'
import { Centroids } from './centroids.ts'
import { detectInstructions, doubtsOf, relevanceInstructions, relevanceOf, type Hint } from './hint.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../../../packs/clinic', import.meta.url)))
const hint = (more: Partial<Hint>): Hint => ({ intent: null, situation: null, relevance: null, ...more })
const offered: Before = {
  language: 'en',
  task: 'book',
  state: 'booking_confirmation',
  slots: { service: 'teeth_cleaning', date: '2026-11-24', time: '10:00', name: 'Anna Levi' },
  pending: waiting('confirm_booking'),
}

describe('somebody else is asked', () => {
  const doubts = (text: string, before: Before = { language: 'en' }) => {
    const turn = turnOf(text, before)
    return doubtsOf(turn, detect(turn, clinic))
  }
  it('about an intent that the rules are not sure of', () => {
    expect(doubts('the thing with my wisdom is back again').intent).toBe(true)
    expect(doubts('please cancel my appointment').intent).toBe(false)
  })
  it('about a relevance that they only guess', () => {
    expect(doubts('my wife said something about it', offered).relevance).toBe(true)
    expect(doubts('yes please', offered).relevance).toBe(false)
    expect(doubts("I don't need it any more", offered).relevance).toBe(false)
  })
  it('never about an emergency, a wish for a person or a single word', () => {
    const none = { intent: false, relevance: false }
    expect(doubts('I have chest pain and cannot breathe', offered)).toEqual(none)
    expect(doubts('a person please', offered)).toEqual(none)
    expect(doubts('hmm', offered)).toEqual(none)
  })
})

describe('a hint', () => {
  const turn = turnOf('the thing with my wisdom is back again', { language: 'en' })
  it('of an intent goes the way of one that was said', () => {
    const detection = detect(turn, clinic, null, hint({ intent: { name: 'cancel_appointment', confidence: 0.9 } }))
    expect(detection).toMatchObject({
      intent: { name: 'cancel_appointment' },
      task: 'cancel',
      state: 'canceling',
      by: 'model',
    })
  })
  it('of an intent that the pack does not have is nothing', () => {
    const detection = detect(turn, clinic, null, hint({ intent: { name: 'buy_a_horse', confidence: 1 } }))
    expect(detection.intent).toEqual(detect(turn, clinic).intent)
  })
  it('changes nothing that was said', () => {
    const said = turnOf('please cancel my appointment', { language: 'en' })
    const detection = detect(said, clinic, null, hint({ intent: { name: 'book_appointment', confidence: 1 } }))
    expect(detection.task).toBe('cancel')
  })
  it('of a relevance below 0.6 keeps out what waits, and a clear yes is not asked about', () => {
    const low = hint({ relevance: { confidence: 0.5, reason: 'talks about the wife' } })
    const unclear = detect(turnOf('my wife said something about it', offered), clinic, null, low)
    expect(unclear.pending).toEqual({ relevant: false, confidence: 0.5, reason: 'talks about the wife' })
    expect(detect(turnOf('yes please', offered), clinic, null, low).pending.relevant).toBe(true)
  })
  it('books nothing by itself', () => {
    const sure = hint({ relevance: { confidence: 1, reason: 'sounds like a yes' } })
    expect(detect(turnOf('my wife said something about it', offered), clinic, null, sure).acts).not.toContain('affirm')
  })
})

it('turns an answer about relevance into one number', () => {
  expect(relevanceOf({ relevant: true, confidence: 0.8, reason: 'r' })?.confidence).toBe(0.8)
  expect(relevanceOf({ relevant: false, confidence: 0.9, reason: 'r' })?.confidence).toBeCloseTo(0.1)
  expect(relevanceOf({ relevant: false, confidence: 0.1, reason: 'r' })?.confidence).toBeLessThan(0.6)
})

it('asks shortly: names, no essays', () => {
  const words = (text: string) => text.split(/\s+/u).length
  expect(words(relevanceInstructions(''))).toBeLessThan(50)
  expect(words(detectInstructions(clinic, '')) - clinic.intents.length - clinic.situations.length).toBeLessThan(50)
})

describe('centroids', () => {
  const example = (intent: string) => ({ intent, language: 'en', text: intent }) as const
  const at = (x: number, y: number) => Float32Array.from([x, y])
  const centroids = new Centroids(
    [example('book'), example('book'), example('cancel')],
    [at(1, 0), at(0.8, 0.6), at(0, 1)],
  )
  it('give the nearest intent, sure where the others are far', () => {
    expect(centroids.nearest(at(1, 0))).toMatchObject({ name: 'book' })
    expect(centroids.nearest(at(1, 0))?.confidence).toBeGreaterThan(0.9)
    expect(centroids.nearest(at(0, 1))).toMatchObject({ name: 'cancel' })
  })
  it('are in doubt in the middle', () => {
    expect(centroids.nearest(at(0.585, 0.811))?.confidence).toBeLessThan(0.7)
  })
  it('say nothing without examples', () => {
    expect(new Centroids([], []).nearest(at(1, 0))).toBeNull()
  })
})
