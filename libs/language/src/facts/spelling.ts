const NAMES: Readonly<Record<string, string>> = { '@': '@', '.': '.', '-': '-', _: '_' }

/** A name, a mail or a code letter by letter, for reading back: "Anna" is "A, N, N, A"; words are parted by " – ". */
export function spellOut(text: string): string {
  return text
    .trim()
    .split(/\s+/u)
    .map((word) =>
      Array.from(word.normalize('NFC'))
        .filter((character) => /[\p{L}\p{N}]/u.test(character) || character in NAMES)
        .map((character) => character.toUpperCase())
        .join(', '),
    )
    .filter((word) => word !== '')
    .join(' – ')
}
