import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PackError, checkPack, findPacks, formatProblem, loadPack } from './index.ts'

const packs = join(import.meta.dirname, '../../../packs')

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'pack-')), 'clinic')
  cpSync(join(packs, 'clinic'), folder, { recursive: true })
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

/** Changes a file of the copy and tells the number of the line that holds the change. */
function change(file: string, from: string, to: string): number {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const at = text.indexOf(from)
  if (at < 0) throw new Error(`${file} does not hold ${from}`)
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
  return text.slice(0, at).split('\n').length
}

const found = () => checkPack(folder).map((problem) => formatProblem('clinic', problem))

describe('packs of the repository', () => {
  test.each([...findPacks(packs).keys()])('%s is in order', (name) => {
    expect(checkPack(join(packs, name)).map((problem) => formatProblem(name, problem))).toEqual([])
  })
  test.each([...findPacks(packs)])('%s has a golden set and scenario cards', (_name, at) => {
    const pack = loadPack(at)
    expect(pack.golden.length).toBeGreaterThanOrEqual(50)
    expect(pack.golden.filter(({ redFlag }) => redFlag !== null).length).toBeGreaterThanOrEqual(20)
    expect(pack.scenarios.length).toBeGreaterThanOrEqual(12)
    expect(new Set(pack.golden.map(({ language }) => language))).toEqual(new Set(pack.languages))
  })
})

describe('version', () => {
  test('is the same for the same content and another after a change', () => {
    const before = loadPack(folder).version
    expect(loadPack(folder).version).toBe(before)
    change('messages/en.yaml', "You're welcome!", 'My pleasure!')
    expect(loadPack(folder).version).not.toBe(before)
  })
})

describe('a wrong pack is told with file, line, what is wrong and what would be right', () => {
  const cases: [what: string, file: string, from: string, to: string, says: RegExp][] = [
    [
      'an unknown type',
      'pack.yaml',
      'type: day_part',
      'type: daypart',
      /slots\[3\]\.type: .*use one of service, person/,
    ],
    ['an unknown key', 'pack.yaml', 'critical: true', 'criticl: true', /criticl means nothing here/],
    [
      'an unknown slot in a rule',
      'pack.yaml',
      'filled: [service, date, time, name]',
      'filled: [servce]',
      /no slot servce; did you mean service\?/,
    ],
    [
      'an unknown principle',
      'pack.yaml',
      'principle: take_care_first }',
      'principle: take_car_first }',
      /did you mean take_care_first\?/,
    ],
    [
      'an unknown tool',
      'pack.yaml',
      'tool: booking.confirm',
      'tool: booking.confrm',
      /no tool booking\.confrm; did you mean booking\.confirm/,
    ],
    [
      'a bad regular hour',
      'calendar.yaml',
      "['09:00', '14:00']",
      "['14:00', '09:00']",
      /the first time must be before the second/,
    ],
    [
      'a service that nobody gives',
      'calendar.yaml',
      'services: [blood_test]',
      'services: [dermatology]',
      /nobody gives the service blood_test/,
    ],
    [
      'a service that is not declared',
      'calendar.yaml',
      'services: [physiotherapy]',
      'services: [fysio]',
      /no service fysio/,
    ],
    [
      'a message that lacks',
      'messages/ru.yaml',
      'kept:',
      'kpt:',
      /there is no message kept; add it; its parameters: service, person, date, time/,
    ],
    [
      'a wrong ICU message',
      'messages/es.yaml',
      '{count, plural, one {Su próxima',
      '{count, plurl, one {Su próxima',
      /no ICU message/,
    ],
    [
      'a plural form that lacks',
      'messages/ru.yaml',
      'few {Ваши ближайшие # записи:} ',
      '',
      /the plural of count lacks few; ru needs/,
    ],
    [
      'a parameter that nobody gives',
      'messages/pt.yaml',
      '{service}: {price}.',
      '{servico}: {price}.',
      /nobody gives the parameter servico; use service, price/,
    ],
    [
      'a parameter that one language leaves out',
      'messages/he.yaml',
      '{date}, {time}, {person}',
      '{date}, {time}',
      /in en they are date, person, time/,
    ],
    [
      'a button that is too long',
      'messages/es.yaml',
      'Otra hora',
      'Buscar otra hora distinta',
      /at most 20 characters/,
    ],
    [
      'an answer that is not there',
      'facts.yaml',
      'answer: facts.parking',
      'answer: facts.parkin',
      /there is no message facts\.parkin/,
    ],
    [
      'a golden line with an unknown intent',
      'golden.jsonl',
      '"price_inquiry"',
      '"price_inqiry"',
      /did you mean price_inquiry\?/,
    ],
    [
      'advice with two tips',
      'advice.yaml',
      'tips: [Name the price first and do not apologise for it., ',
      'tips: [',
      /at least 3/,
    ],
  ]
  cases.push(
    [
      'a weekday that is none',
      'calendar.yaml',
      'tuesday:',
      'tuseday:',
      /tuseday means nothing here; did you mean tuesday\?/,
    ],
    ['a key of a slot that is none', 'pack.yaml', 'remember: true', 'remembr: true', /did you mean remember\?/],
    [
      'a price that is a text',
      'calendar.yaml',
      'price: {',
      'price: costs #',
      /this is a text, not a map; write a map: \{ amount, currency, from \}/,
    ],
    [
      'a tab',
      'calendar.yaml',
      '    durationMinutes',
      '\tdurationMinutes',
      /a tab stands at the begin of this line; indent with spaces/,
    ],
    [
      'a second colon',
      'pack.yaml',
      'description: The front desk',
      'description: The desk: in front',
      /there is a second colon in one line; put the text/,
    ],
    [
      'a bracket that stays open',
      'pack.yaml',
      'channels: [whatsapp, sms, web, phone]',
      'channels: [whatsapp, sms',
      /a \[ that was opened before is not closed/,
    ],
    [
      'a line of golden.jsonl without a comma',
      'golden.jsonl',
      '"id": "en-01",',
      '"id": "en-01"',
      /mostly a comma or a quote is missing before it/,
    ],
    [
      'another name than the folder has',
      'pack.yaml',
      'name: clinic',
      'name: klinik',
      /the folder is called clinic; call it clinic, or call the folder klinik/,
    ],
    [
      'nothing that can be extended',
      'pack.yaml',
      'name: clinic',
      'name: clinic\nextends: apointments',
      /did you mean appointments\?/,
    ],
  )
  test.each(cases)('%s', (_what, file, from, to, says) => {
    change(file, from, to)
    expect(found().join('\n')).toMatch(says)
  })

  test('the line is that of the mistake', () => {
    const line = change('pack.yaml', 'type: day_part', 'type: daypart')
    expect(found()[0]).toContain(`clinic/pack.yaml:${line}:11:`)
    change('pack.yaml', 'type: daypart', 'type: day_part')
    const inMessages = change('messages/ru.yaml', '{quote}» уже прошло', '{quot}» уже прошло')
    expect(found()[0]).toContain(`clinic/messages/ru.yaml:${inMessages}:`)
  })

  test('broken YAML is told and not read', () => {
    const line = change('calendar.yaml', 'noticeHours: 1', 'noticeHours: 1: 2')
    expect(found()[0]).toMatch(new RegExp(`calendar.yaml:${line}:`))
  })

  test('loading throws with every problem', () => {
    change('messages/ru.yaml', 'kept:', 'kpt:')
    change('pack.yaml', 'tool: booking.confirm', 'tool: booking.confrm')
    const load = () => loadPack(folder)
    expect(load).toThrow(PackError)
    expect(load).toThrow(/booking\.confrm[\s\S]*no message kept/)
  })

  test('a folder without pack.yaml', () => {
    expect(checkPack(join(folder, 'messages'))[0]?.right).toContain('a pack is a folder with a pack.yaml in it')
  })
})
