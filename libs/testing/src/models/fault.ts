/** Everything that a provider does wrong. */
export type ModelFault =
  /** An HTTP error, such as 429 with `retry-after`. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Opens the stream and says nothing. */
  | { readonly kind: 'silent' }
  /** Opens the stream and sends it byte by byte. */
  | { readonly kind: 'drip'; readonly everyMs?: number }
  /** Sends events that are none. */
  | { readonly kind: 'garbage' }
  /** Breaks the connection after so many characters of the answer. */
  | { readonly kind: 'cut'; readonly afterCharacters?: number }
  /** Falls silent after so many characters of the answer, with the connection open. */
  | { readonly kind: 'stall'; readonly afterCharacters?: number }
  /** Ends well, with damaged JSON as its answer. */
  | { readonly kind: 'wrong_json' }
  /** Status 200, and an error event inside the stream, after so many characters. */
  | { readonly kind: 'error_inside'; readonly afterCharacters?: number }
  /** Status 200, and an error as JSON instead of a stream. */
  | { readonly kind: 'error_body' }
  /** A whole stream without a word. */
  | { readonly kind: 'empty' }
  /** Status 200, and the connection is closed without a byte. */
  | { readonly kind: 'nothing' }

export const faultKinds = [
  'status',
  'hang',
  'silent',
  'drip',
  'garbage',
  'cut',
  'stall',
  'wrong_json',
  'error_inside',
  'error_body',
  'empty',
  'nothing',
] as const satisfies readonly ModelFault['kind'][]
