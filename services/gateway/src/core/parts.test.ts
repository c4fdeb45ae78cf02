import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainParts, split, whatsappParts } from './parts.ts'

const choices = (count: number, title = (n: number) => `Choice ${n}`) =>
  Array.from({ length: count }, (_, n) => ({ id: `c${n}`, title: title(n + 1) }))

describe('a reply on WhatsApp', () => {
  it.each([
    [0, 'text'],
    [1, 'buttons'],
    [3, 'buttons'],
    [4, 'list'],
    [10, 'list'],
    [11, 'text'],
  ])('with %i choices is %s', (count, kind) => {
    expect(whatsappParts('Which?', choices(count), 'en').map((part) => part.kind)).toEqual([kind])
  })

  it('with a title that is too long for a button is a list; one that is too long for a row is shown below it', () => {
    const title = 'A rather long title of a choice that nobody can tap'
    const [part] = whatsappParts(
      'Which?',
      choices(2, () => title),
      'es',
    )
    expect(part).toMatchObject({ kind: 'list', open: 'Elegir' })
    const rows = part?.kind === 'list' ? part.rows : []
    expect(rows[0]).toEqual({ id: 'c0', title: 'A rather long title of …', description: title })
    expect(rows.every((row) => row.title.length <= 24)).toBe(true)
  })

  it('with choices says a long text before them', () => {
    const text = 'This is one sentence of many. '.repeat(60).trim()
    const parts = whatsappParts(text, choices(2), 'en')
    expect(parts.map(({ kind }) => kind)).toEqual(['text', 'buttons'])
    expect(parts.map((part) => part.text).join(' ')).toBe(text)
  })
})

describe('a reply without buttons', () => {
  it('numbers its choices', () => {
    expect(plainParts('Which?', choices(2), 'en', 1600)).toEqual([
      { kind: 'text', text: 'Which?\n1. Choice 1\n2. Choice 2' },
    ])
  })
})

describe('splitting', () => {
  it('cuts at the ends of sentences', () => {
    expect(split('First one. Second one. Third.', 23)).toEqual(['First one. Second one.', 'Third.'])
  })

  it('keeps line breaks, and what is short whole', () => {
    expect(split('a\n\nb', 10)).toEqual(['a\n\nb'])
    const lines = Array.from({ length: 40 }, (_, n) => `${n + 1}. Line of a list`).join('\n')
    expect(split(lines, 200).join('\n')).toBe(lines)
  })

  it('cuts no character in two', () => {
    for (const piece of split('👍'.repeat(50), 21)) expect(piece.isWellFormed()).toBe(true)
  })

  it('loses nothing but spaces, and no piece is too long or empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 16, max: 80 }), (text, length) => {
        const pieces = split(text, length)
        expect(pieces.every((piece) => piece.length <= length)).toBe(true)
        if (pieces.length > 1) expect(pieces.every((piece) => piece.trim() !== '')).toBe(true)
        const letters = (some: string) => some.replaceAll(/\s/g, '')
        expect(letters(pieces.join(''))).toBe(letters(text))
      }),
    )
  })
})
