import { z } from 'zod'

/** What a setting's schema carries besides its type, for error messages and the generated tables. */
export interface SettingMeta {
  description: string
  /** Ends the sentence "it must be …". */
  expects: string
  /** Its value is never shown. */
  isSecret?: boolean
  example?: string
}

declare module 'zod' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- adds our fields to zod's own
  interface GlobalMeta extends Partial<SettingMeta> {}
}

/** Kinds of settings. Each takes its description first; without a default a setting must be given, unless its kind says optional. */
export const setting = {
  text: (description: string, fallback?: string) =>
    withFallback(z.string(), fallback, { description, expects: 'a text' }),

  optionalText: (description: string) => z.string().optional().meta({ description, expects: 'a text' }),

  /** Optional; from the environment or, as `<NAME>_FILE`, from a file. Never shown. */
  secret: (description: string) =>
    z.string().min(8).optional().meta({ description, expects: 'a secret of at least 8 characters', isSecret: true }),

  url: (description: string, fallback?: string) =>
    withFallback(httpUrl, fallback, { description, expects: 'an address such as https://example.com' }),

  optionalUrl: (description: string) =>
    httpUrl.optional().meta({ description, expects: 'an address such as https://example.com' }),

  /** The address of a server, which may hold a password. */
  server: (description: string, schemes: string[], example: string) =>
    z
      .string()
      .refine((text) => text.split(',').every((one) => hasScheme(one.trim(), schemes)))
      .meta({ description, example, expects: `an address such as ${example}`, isSecret: true }),

  flag: (description: string, fallback: boolean) =>
    z
      .stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] })
      .default(fallback)
      .meta({ description, expects: 'true or false' }),

  count: (description: string, fallback: number, { min = 0, max = 1_000_000_000 } = {}) =>
    wholeNumber(min, max)
      .default(fallback)
      .meta({ description, expects: `a whole number from ${min} to ${max}` }),

  milliseconds: (description: string, fallback: number) =>
    wholeNumber(0, 2_147_483_647)
      .default(fallback)
      .meta({ description, expects: 'a whole number of milliseconds, such as 5000' }),

  percentage: (description: string, fallback: number) =>
    z.coerce
      .number()
      .min(0)
      .max(100)
      .default(fallback)
      .meta({ description, expects: 'a percentage from 0 to 100, without the sign' }),

  /** 0 lets the system choose. */
  port: (description: string, fallback: number) =>
    wholeNumber(0, 65_535).default(fallback).meta({ description, expects: 'a port number from 0 to 65535' }),

  oneOf: <const Choices extends readonly [string, ...string[]]>(
    description: string,
    choices: Choices,
    fallback: Choices[number],
  ) =>
    z
      .enum(choices)
      .default(fallback as never)
      .meta({ description, expects: `one of ${choices.join(', ')}` }),
}

const httpUrl = z
  .string()
  .refine((text) => hasScheme(text, ['http:', 'https:']))
  .transform((text) => text.replace(/\/+$/, ''))

function wholeNumber(min: number, max: number) {
  return z.coerce.number().int().min(min).max(max)
}

function withFallback<Schema extends z.ZodType<string, string>>(
  schema: Schema,
  fallback: string | undefined,
  meta: SettingMeta,
) {
  return (fallback === undefined ? schema : schema.default(fallback as never)).meta({ ...meta }) as z.ZodType<
    string,
    string | undefined
  >
}

function hasScheme(text: string, schemes: string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol)
}
