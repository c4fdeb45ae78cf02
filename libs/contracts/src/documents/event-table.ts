import { events, liveFrames, questions } from '../catalogue.ts'
import type { ServiceName } from '../kernel.ts'

/** The markdown tables of all that is said: events, live frames, questions. */
export function eventTable(): string {
  return [
    table(
      ['event', 'from', 'read by', 'what it says'],
      events.map((event) => [
        code(`${event.name}.v${event.version}`),
        names(event.from),
        names(event.readBy),
        event.description,
      ]),
    ),
    table(
      ['live frame', 'from', 'read by', 'what it says'],
      liveFrames.map((frame) => [code(frame.name), names(frame.from), names(frame.readBy), frame.description]),
    ),
    table(
      ['question', 'answered by', 'within', 'what it asks'],
      questions.map(({ subject, service, timeoutMs, description }) => [
        code(subject),
        service,
        `${timeoutMs} ms`,
        description,
      ]),
    ),
  ].join('\n\n')
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function names(services: readonly ServiceName[]): string {
  return services.length > 0 ? services.join(', ') : '–'
}

function code(text: string): string {
  return `\`${text}\``
}
