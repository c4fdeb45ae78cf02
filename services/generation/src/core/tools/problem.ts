/** Why an argument is refused. */
export type ProblemReason =
  | 'unknown_tool'
  | 'not_json'
  | 'missing'
  | 'wrong_type'
  | 'unknown_field'
  | 'placeholder'
  | 'unknown_key'
  | 'not_an_id'
  | 'unknown_id'
  | 'bad_format'
  | 'no_such_date'
  | 'in_the_past'
  | 'too_far'
  | 'too_soon'
  | 'too_many_days'
  | 'closed'
  | 'outside_hours'
  | 'does_not_fit'
  | 'off_the_grid'
  | 'does_not_give_it'
  | 'same_time'
  | 'too_late_to_change'
  | 'ask_first'
  | 'not_said'
  | 'too_long'
  | 'private'

/** What is wrong with a call, in words that a model can act on. */
export interface ToolProblem {
  readonly tool: string
  readonly field: string
  readonly reason: ProblemReason
  readonly says: string
  readonly suggestions: readonly string[]
}

/** Values that stand where somebody did not know one. */
const PLACEHOLDERS =
  /^(?:\d|-|\.+|_+|\?+|x+|y+|n\/?a|nil|none|null|undefined|unknown|any|all|test(?:ing)?|dummy|sample|example|foo|bar|baz|string|value|id|uuid|key|name|date|time|service|person|offer|appointment|todo|tbd|placeholder|default|your[-_ ].*|<.*>|\{.*\}|\[.*\]|lorem.*|yyyy-mm-dd|hh:mm|00000000-0000-0000-0000-0{12}|1234.*|abc.*)$/iu

/** Is it a value that stands for no value: "1", "test", "string"? */
export const isPlaceholder = (value: string): boolean => PLACEHOLDERS.test(value.trim()) || value.trim() === ''
