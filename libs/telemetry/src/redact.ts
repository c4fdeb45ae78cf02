const HIDDEN = '[redacted]'

/** Keys whose values are people's words, names, addresses or secrets; compared without case, `_` and `-`. */
const PRIVATE_KEYS = new Set(
  `text quote quotes words phrase sentence sentences utterance transcript transcription caption body content contents payload data
   reply draft prompt completion answer history facts slots value values notes note comment summary advice tips
   name firstname lastname fullname givenname familyname displayname profilename contactname pushname username customername patientname
   phone phonenumber mobile tel telephone from to waid jid remotejid recipient sender contact contacts address email mail birthday dob
   card cardnumber iban pan ssn passport
   token accesstoken verifytoken authtoken secret secrets password passwd apikey authorization cookie setcookie signature
   xhubsignature256 xtwiliosignature credentials`
    .split(/\s+/)
    .filter(Boolean),
)
/** Keys whose large numbers are times, sizes or counts, not phones. */
const COUNTING_KEY = /(?:ms|at|time|bytes|size|seq|sequence|revision|count|total|pid|lag|offset|expires)$/i
const MAX_DEPTH = 6
const MAX_ITEMS = 50
const MAX_LENGTH = 2000

/**
 * The text without phones, mails, card numbers, credentials, quoted speech, or words in other scripts than ASCII.
 * Our own log messages are plain English, so whatever is not, somebody else said.
 */
export function redactText(text: string): string {
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
  if (!SUSPICIOUS.test(short)) return short
  return short
    .replace(URL_CREDENTIALS, `//${HIDDEN}@`)
    .replace(QUERY_SECRET, `$1=${HIDDEN}`)
    .replace(JSON_FIELD, (whole, key: string) => (isPrivateKey(key) ? `"${key}":"${HIDDEN}"` : whole))
    .replace(EMAIL, HIDDEN)
    .replace(INTRODUCTION, `$1 ${HIDDEN}`)
    .replace(QUOTED, (whole) => (isSpeech(whole.slice(1, -1)) ? `${whole[0]}${HIDDEN}${whole.at(-1)}` : whole))
    .replace(FOREIGN_WORDS, HIDDEN)
    .replace(NUMBERS, (whole, kept: string | undefined) => (kept === undefined && isLong(whole) ? HIDDEN : whole))
}

/** A copy of a value for the log: private keys hidden, every string redacted, errors as plain data, depth and size bounded. */
export function redactValue(value: unknown, key = '', depth = 0): unknown {
  if (key !== '' && isPrivateKey(key) && value !== undefined && value !== null && typeof value !== 'boolean')
    return HIDDEN
  switch (typeof value) {
    case 'string':
      return redactText(value)
    case 'number':
    case 'bigint':
      return isPhoneLike(value, key) ? HIDDEN : typeof value === 'bigint' ? value.toString() : value
    case 'boolean':
    case 'undefined':
      return value
    case 'object':
      return value === null ? null : depth >= MAX_DEPTH ? '[deep]' : redactObject(value, depth)
    default:
      return `[${typeof value}]`
  }
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Error) return redactError(value, depth)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => redactValue(item, '', depth + 1))
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items
  }
  if (value instanceof Map) return redactObject(Object.fromEntries(value), depth)
  if (value instanceof Set) return redactObject([...value], depth)
  const entries = Object.entries(value).slice(0, MAX_ITEMS)
  return Object.fromEntries(entries.map(([key, item]) => [redactText(key), redactValue(item, key, depth + 1)]))
}

/** Class, message, code and cause; of the stack only where, since its head repeats the message. */
function redactError(error: Error, depth: number): unknown {
  const { code, cause } = error as Error & { code?: unknown }
  const at = error.stack
    ?.match(/^\s+at .*$/gm)
    ?.slice(0, 8)
    .map((line) => line.trim())
  return {
    type: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error instanceof AggregateError
      ? { errors: error.errors.slice(0, 5).map((one) => redactValue(one, '', depth + 1)) }
      : {}),
    ...(cause === undefined ? {} : { cause: redactValue(cause, '', depth + 1) }),
    ...(at ? { at } : {}),
  }
}

const SUSPICIOUS = /[\d@"'`«“”‘\u0080-\uffff]|:\/\/|=|\b(?:name|is|soy|llamo)\b/i
const URL_CREDENTIALS = /\/\/[^\s/@]+@/g
const QUERY_SECRET = /\b([\w.-]*(?:token|secret|password|api_?key|signature|code))=[^\s&"']+/gi
const JSON_FIELD = /"(\w+)"\s*:\s*"(?:[^"\\]|\\.)*"?/g
const EMAIL = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g
const INTRODUCTION =
  /\b(my name is|i am called|call me|this is|me llamo|mi nombre es|soy|meu nome é|me chamo|sou|name[:=])\s+(?:[\p{L}'’.-]+\s*){1,4}/giu
const QUOTED = /"[^"]*"|`[^`]*`|«[^»]*»|“[^”]*”|(?<!\w)'[^']*'(?!\w)/g
/** A run of words of which one has a letter or digit outside ASCII, with the words around it up to punctuation. */
const FOREIGN_WORDS =
  /[\p{L}\p{M}\p{Nd}]*(?!\p{ASCII})[\p{L}\p{M}\p{Nd}][\p{L}\p{M}\p{Nd}'’-]*(?:\s+[\p{L}\p{M}\p{Nd}'’-]*(?!\p{ASCII})[\p{L}\p{M}\p{Nd}][\p{L}\p{M}\p{Nd}'’-]*)*/gu
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
/** First group: ids, times, addresses of machines that stay. Else: digits with what people put between them. */
const NUMBERS = new RegExp(
  [
    '(',
    [
      '\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b',
      '\\b(?=[0-9a-f]*[a-f])[0-9a-f]{16,64}\\b',
      '\\b[A-Z]{2}(?=[0-9a-f]*[a-f])[0-9a-f]{32}\\b',
      '\\bwamid\\.[\\w+/=-]+',
      '\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?\\b',
      `(?<![\\d.])${OCTET}(?:\\.${OCTET}){3}(?::\\d{1,5})?(?![\\s().\\-/]*\\d)`,
    ].join('|'),
    ')',
    '|\\+?\\(?\\d(?:[\\s().\\-/\\u00a0\\u2010-\\u2015]{0,3}\\d){6,}',
  ].join(''),
  'g',
)

function isPrivateKey(key: string): boolean {
  return PRIVATE_KEYS.has(key.toLowerCase().replaceAll(/[_-]/g, ''))
}

/** Two words or more, or a capitalised one: what a parser quotes back may be what somebody said. */
function isSpeech(text: string): boolean {
  return /\S\s+\S/.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text) || text.endsWith('...')
}

function isLong(digits: string): boolean {
  return digits.replaceAll(/\D/g, '').length >= 7
}

function isPhoneLike(value: number | bigint, key: string): boolean {
  const size = typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(value)
  return size >= 1_000_000 && Number.isInteger(Number(size)) && !COUNTING_KEY.test(key)
}
