import { expect, test } from 'vitest'
import { findNamed } from './named.ts'

/** What is found after the words of a cue. */
function read(text: string, cue: RegExp, asked = false): string[] {
  const cues = [...text.matchAll(cue)].map(({ 0: words, index }) => ({ end: index + words.length }))
  return findNamed(text, { language: 'en', cues, asked }).map(({ quote }) => quote)
}

const PROVIDER = /\b(?:at|to|with|see|is|for|the dentist|dentist|salon|dr|doctor)\b/giu

const NAMES: readonly (readonly [text: string, name: string])[] = [
  ['I want to see Dr. David I. Thompson tomorrow', 'Dr. David I. Thompson'],
  ['Name of the dentist is Vafaie Nader M.I would like to go at 5', 'Vafaie Nader M'],
  ['I want to visit the dentist Ahmed Sameena.', 'Ahmed Sameena'],
  ['Book it at the salon, Supercuts please', 'Supercuts'],
  ['another dentist - Drysdale Christine.', 'Drysdale Christine'],
  ['I want an appointment from Doctor Wang Jen-Kuei', 'Wang Jen-Kuei'],
  ['with Dr. Hoang, Tuan A. on Monday', 'Dr. Hoang, Tuan A'],
  ['to the Rutherford Dental lab', 'Rutherford Dental lab'],
  ['at Cubby Cuts For Kids', 'Cubby Cuts For Kids'],
  ['go to Oz A Salon Inc.', 'Oz A Salon Inc'],
  ["at Natalie's salon on the 5th", "Natalie's salon"],
  ['see Peter castillo MD', 'Peter castillo MD'],
  ['the salon is 3Sixty Salon and Boutique', '3Sixty Salon and Boutique'],
  ['with Anne Cole, MD, please', 'Anne Cole, MD'],
]

test.each(NAMES)('%s', (text, name) => {
  expect(read(text, PROVIDER)).toEqual([name])
})

test.each([
  'I am looking for a Salon',
  'I want to see a Doctor',
  'to the Hair Salon',
  'with me at 5',
  'for Dental care',
])('nobody is named in “%s”', (text) => {
  expect(read(text, PROVIDER)).toEqual([])
})

const CITY = /\b(?:in|near|closer to|try)\b/giu

test.each([
  ['a General Practitioner in LA', 'LA'],
  ['find something in sunnyvale', 'sunnyvale'],
  ['something closer to San Mateo, thanks', 'San Mateo'],
  ['San Francisco Please', 'San Francisco'],
  ['los gatos', 'los gatos'],
])('asked for a city: “%s”', (text, name) => {
  expect(read(text, CITY, true)).toEqual([name])
})

test.each(['in the morning', 'in person please', 'somewhere near', 'in English'])('no place in “%s”', (text) => {
  expect(read(text, CITY)).toEqual([])
})

test.each([
  ['我们公司叫星辰科技，做跨境电商的', /公司叫/gu, ['星辰科技']],
  ['我在北辰教育工作', /我在/gu, ['北辰教育']],
  ['我在考虑换系统', /我在/gu, []],
] as const)('in Chinese: %s', (text, cue, names) => {
  const cues = [...text.matchAll(cue)].map(({ 0: words, index }) => ({ end: index + words.length }))
  expect(findNamed(text, { language: 'zh', cues }).map(({ quote }) => quote)).toEqual(names)
})
