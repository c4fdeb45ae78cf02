import { expect, test } from 'vitest'
import { readAdvice } from './advice.ts'

test('advice, heading and tips are told apart, and the lamp is drawn by us', () => {
  expect(readAdvice('Confirm day and time.\n\n💡 Tips\n• Ask once.\n• Thank them.')).toEqual({
    head: 'Confirm day and time.',
    heading: 'Tips',
    tips: ['Ask once.', 'Thank them.'],
  })
})

test.each(['Only advice.', 'Two\n\nparagraphs.\nNo tips.'])('%j is all advice', (text) => {
  expect(readAdvice(text)).toEqual({ head: text, heading: '', tips: [] })
})
