import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PhraseTable, findPacks, findRedFlag, loadPack, optOutWord, packPhrases, redFlagParameters } from '../index.ts'

const packs = join(import.meta.dirname, '../../../../packs')
const clinic = loadPack(join(packs, 'clinic'))

describe('a phrase table', () => {
  const table = new PhraseTable([
    { id: 'cancel', phrases: { en: ['cancel … appointment', "can't come"], ru: ['отмен*'], he: ['לבטל'] } },
    { id: 'book', phrases: { en: ['appointment'], he: ['תור'] } },
  ])
  test('takes whole words, whatever their case and accents, longest first', () => {
    expect(table.match('Please CANCEL my next appointment').map(({ id }) => id)).toEqual(['cancel', 'book'])
    expect(table.match('disappointments')).toEqual([])
  })
  test('allows four words in between and no more', () => {
    expect(table.match('cancel one two three four appointment', 'en')[0]?.id).toBe('cancel')
    expect(table.match('cancel one two three four five appointment', 'en').map(({ id }) => id)).toEqual(['book'])
  })
  test('takes any ending of a stem', () => {
    expect(table.match('Отмените запись')[0]).toMatchObject({ id: 'cancel', quote: 'Отмените', start: 0, end: 8 })
  })
  test('quotes verbatim, apostrophe and all', () => {
    expect(table.match('Sorry, I can’t come today')[0]?.quote).toBe('can’t come')
  })
  test('sees Hebrew words with letters written onto them', () => {
    expect(table.match('בתור הזה').map(({ id }) => id)).toEqual(['book'])
    expect(table.match('ושהתור').map(({ id }) => id)).toEqual([])
  })
  test('reads Chinese by its characters, two of which count as a word', () => {
    const chinese = new PhraseTable([{ id: 'cancel', phrases: { zh: ['取消 … 演示', '来不了'] } }])
    expect(chinese.match('请取消周一的演示吧')[0]).toMatchObject({ id: 'cancel', quote: '取消周一的演示', words: 2 })
    expect(chinese.match('周一我来不了了')[0]).toMatchObject({ quote: '来不了', words: 2 })
    expect(chinese.match('取消明后两天的所有演示')).toEqual([])
  })
  test('keeps to a language when told', () => {
    expect(table.match('appointment отменить', 'ru').map(({ id }) => id)).toEqual(['cancel'])
  })
})

describe('red flags of the golden sets', () => {
  const lines = [...findPacks(packs).values()].flatMap((folder) => {
    const pack = loadPack(folder)
    return pack.golden.map((line) => ({ pack, name: `${pack.name} ${line.id}`, line }))
  })
  test.each(lines.filter(({ line }) => line.redFlag !== null))('$name: $line.text', ({ pack, line }) => {
    expect(findRedFlag(pack, line.text)?.id).toBe(line.redFlag)
  })
  test('no other line is taken for one', () => {
    const wrong = lines.filter(({ pack, line }) => line.redFlag === null && findRedFlag(pack, line.text) !== null)
    expect(wrong.map(({ name, line }) => `${name} ${line.text}`)).toEqual([])
  })
  test('no example of an intent and no question is taken for one', () => {
    const said = clinic.languages.flatMap((language) => [
      ...clinic.intents.flatMap(({ examples }) => examples[language] ?? []),
      ...clinic.facts.flatMap(({ questions }) => questions[language] ?? []),
    ])
    expect(said.filter((text) => findRedFlag(clinic, text) !== null)).toEqual([])
  })
})

describe('findRedFlag', () => {
  test('sees a real one beside a turn of speech', () => {
    expect(findRedFlag(clinic, 'my wife is on fire today, and my father has chest pain')?.id).toBe('chest_pain')
  })
  test('is silenced by a direct negation only', () => {
    expect(findRedFlag(clinic, 'I have no chest pain, just a check-up')).toBeNull()
    expect(findRedFlag(clinic, 'No, chest pain!')?.id).toBe('chest_pain')
  })
  test('names the numbers of the country', () => {
    expect(redFlagParameters(clinic, 'IL')).toEqual({ emergency: '101', helpline: '1201' })
    expect(redFlagParameters(clinic, 'XX').emergency).toBe('112')
  })
  test.each(['', '🙂🙂🙂', '12345', '\u202e\u200f', 'a'.repeat(10_000), 'слово word מילה '.repeat(500)])(
    'bears %#',
    (text) => {
      expect(findRedFlag(clinic, text)).toBeNull()
    },
  )
})

describe('optOutWord', () => {
  test.each([
    ['STOP', 'stop'],
    ['stop.', 'stop'],
    ['Отписаться', 'stop'],
    ['darme de baja', 'stop'],
    ['הסר', 'stop'],
    ['sair', 'stop'],
    ['START', 'start'],
    ['stop, wait', null],
    ['please stop by at five', null],
    ['', null],
  ])('%s: %s', (text, expected) => {
    expect(optOutWord(clinic, text, { isTaskOpen: true })).toBe(expected)
  })
  test('CANCEL counts only while nothing of ours is open', () => {
    expect(optOutWord(clinic, 'Cancel', { isTaskOpen: true })).toBeNull()
    expect(optOutWord(clinic, 'Cancel', { isTaskOpen: false })).toBe('stop')
    expect(optOutWord(clinic, 'cancelar', { isTaskOpen: false })).toBe('stop')
  })
})

describe('facts, services and people of the clinic', () => {
  test('a question of a fact never points to another fact first', () => {
    const phrases = packPhrases(clinic)
    const wrong = clinic.facts.flatMap(({ id, questions }) =>
      Object.entries(questions).flatMap(([language, list]) =>
        (list ?? []).filter((question) => {
          const first = phrases.facts.match(question, language as 'en')[0]
          return first !== undefined && first.id !== id
        }),
      ),
    )
    expect(wrong).toEqual([])
  })
  test('golden services and people are named by their own words', () => {
    const phrases = packPhrases(clinic)
    for (const { text, slots, id } of clinic.golden) {
      const { service, person } = slots
      // A person who gives one service stands for it.
      if (service && !person) expect(phrases.services.match(text)[0]?.id, id).toBe(service)
      if (person) expect(phrases.resources.match(text)[0]?.id, id).toBe(person)
    }
  })
})
