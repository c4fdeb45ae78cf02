/**
 * The parts of an advice as it travels: the advice, a blank line, a heading with a lamp, one bullet a tip. What is shaped
 * otherwise is all advice.
 */
export function readAdvice(text: string): { head: string; heading: string; tips: string[] } {
  const [head = '', rest] = text.split(/\n\s*\n/, 2)
  const [heading = '', ...lines] = rest?.split('\n') ?? []
  const tips = lines.filter((line) => /^\s*[•*-]\s/.test(line))
  if (rest === undefined || tips.length !== lines.length) return { head: text, heading: '', tips: [] }
  return {
    head,
    heading: heading.replace(/^[^\p{L}]+/u, ''),
    tips: tips.map((tip) => tip.replace(/^\s*[•*-]\s+/, '')),
  }
}
