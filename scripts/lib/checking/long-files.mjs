/** Files that may have more than 250 lines, and why. @type {readonly { matches: RegExp, reason: string }[]} */
export const longFiles = [
  { matches: /^libs\/language\/src\/tables\//, reason: 'tables of words: data, one table per language' },
  { matches: /^tests\/eval\/play\/confusions\.ts$/, reason: 'conversations: data, read one at a time' },
  { matches: /\.test\.(ts|mjs)$/, reason: 'tables of cases; a test is read one case at a time' },
]
