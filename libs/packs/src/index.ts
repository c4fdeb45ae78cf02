export * from './schema/text.ts'
export * from './schema/dialogue.ts'
export * from './schema/knowledge.ts'
export * from './schema/calendar.ts'
export * from './schema/commands.ts'
export * from './schema/conduct.ts'
export * from './schema/pack.ts'
export * from './schema/examples.ts'
export { languageOf, type Catalogue, type Pack } from './pack.ts'
export { PackError, formatProblem, type Problem } from './problems.ts'
export { checkPack, findPacks, loadPack } from './load.ts'
export { hasMessage, message, type MessageParameters, type Wording } from './messages/message.ts'
export { engineMessages, type EngineMessageKey } from './messages/engine.ts'
export { fallbackAdvice, formatAdvice, type FallbackAdvice } from './policy/advice.ts'
export {
  followUpDelayMinutes,
  followUpNotice,
  followUpPolicy,
  type AnnouncedFollowUp,
  type FollowUpQuestion,
} from './policy/follow-up.ts'
export { SelectorCache, selectPrinciple, type Selected, type SelectorQuestion } from './policy/principle.ts'
export { Packs } from './packs.ts'
export { PhraseTable, type PhraseMatch } from './phrases/table.ts'
export { packPhrases, type PackPhrases } from './phrases/pack-phrases.ts'
export { findRedFlag, redFlagParameters, type FoundRedFlag } from './phrases/red-flag.ts'
export { optOutWord } from './phrases/opt-out.ts'
export { languageOfText, type TextLanguage } from './phrases/language.ts'
export { evaluate, holds, type FormulaValues } from './formula/evaluate.ts'
export { searchKnowledge, type FoundPassage } from './knowledge/search.ts'
export type { Passage } from './knowledge/passages.ts'
export { findSymbols, type FoundSymbol } from './commands/symbols.ts'
export {
  readCommand,
  type CommandBefore,
  type CommandValue,
  type NumberedChoice,
  type ReadCommand,
} from './commands/read-command.ts'
export { triggeredIntents } from './phrases/intents.ts'
export { packOverrides, withOverrides, type PackOverrides } from './overrides.ts'
