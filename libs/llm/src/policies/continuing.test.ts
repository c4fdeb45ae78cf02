import { expect, test } from 'vitest'
import { rest } from './continuing.ts'

test.each([
  ['goes on', 'Your appointment is ', 'on Monday.', 'on Monday.'],
  ['begins with a space too many', 'Your appointment is ', ' on Monday.', 'on Monday.'],
  ['forgets the space', 'Your appointment is', 'on Monday.', ' on Monday.'],
  ['starts again', 'Your appointment is', 'Your appointment is on Monday.', ' on Monday.'],
  ['repeats the last words', 'Your appointment is', 'appointment is on Monday.', ' on Monday.'],
  ['ends a sentence', 'See you on Monday', '. Good bye!', '. Good bye!'],
  ['writes Chinese', '您的预约是', '星期一。', '星期一。'],
  ['writes Hebrew', 'התור שלך', 'ביום שני', ' ביום שני'],
])('a continuation that %s joins what was shown', (_what, shown, said, expected) => {
  expect(rest(shown, said)).toBe(expected)
})
