import type { LanguageCode } from '@repartee/contracts'

/** A stretch of a knowledge file that can answer a question by itself. */
export interface Passage {
  /** The file's name without its ending, such as stops. */
  readonly file: string
  readonly language: LanguageCode
  /** The file's first heading. */
  readonly title: string
  /** The heading that it stands under; the title, where there is none. */
  readonly heading: string
  readonly text: string
}

/** Longer ones are cut between paragraphs: nobody reads more in a chat. */
const LONGEST_PASSAGE = 700

/** The passages of a Markdown file: one for each heading, several where much stands under it. */
export function passagesOf(file: string, language: LanguageCode, markdown: string): Passage[] {
  const passages: Passage[] = []
  let title = file
  let heading = ''
  let paragraphs: string[] = []
  const end = () => {
    for (const text of cut(paragraphs)) passages.push({ file, language, title, heading: heading || title, text })
    paragraphs = []
  }
  for (const block of markdown.split(/\n\s*\n|\n(?=#{1,4} )/u)) {
    const [first = '', ...rest] = block.trim().split('\n')
    const found = /^(#{1,4})\s+(.*)$/u.exec(first)
    if (found) {
      end()
      if (found[1] === '#') title = found[2] ?? file
      heading = found[1] === '#' ? '' : (found[2] ?? '')
    }
    const text = (found ? rest : [first, ...rest]).map((line) => line.trim()).join(isList(rest) ? '\n' : ' ')
    if (text.trim() !== '') paragraphs.push(text.trim())
  }
  end()
  return passages
}

const isList = (lines: readonly string[]) => lines.some((line) => /^\s*[-*•\d]/u.test(line))

function cut(paragraphs: readonly string[]): string[] {
  const texts: string[] = []
  for (const paragraph of paragraphs) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + paragraph.length < LONGEST_PASSAGE)
      texts.push(`${texts.pop()}\n${paragraph}`)
    else texts.push(paragraph)
  }
  return texts
}
