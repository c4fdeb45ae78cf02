import type { Opening, PendingAction } from '@repartee/contracts'
import type { Task } from '@repartee/packs'
import { slotOfType, type Context } from '../context.ts'
import { askFor, question } from '../missing.ts'
import { offer, spread } from '../offers.ts'
import { say } from '../plan.ts'
import type { Step, ToolResult } from '../step.ts'
import { fits, type Wish } from '../wish.ts'
import { bookingUnavailable, refuse } from './refusals.ts'
import { isWorkingDay, nearest, search } from './search.ts'

/**
 * Finds a time for a wish. Null when the wish is one instant and it is free; else a question for the day, an offer of
 * times, or the reason why not with what is free instead.
 */
export function findTime(
  context: Context,
  task: Task,
  wish: Wish,
  startsAt: string | null,
  results: readonly ToolResult[],
): Step | null {
  if (wish.from === null && !hasTimeWish(wish) && !wantsToHearTimes(context)) {
    return askFor(context, task, slotOfType(context.pack, 'date')?.name ?? 'date')
  }
  if (startsAt !== null && startsAt <= context.now) {
    return refuse(context, task, wish, { outcome: 'in_the_past', alternatives: [] })
  }
  const wanted = (openings: readonly Opening[]) =>
    withoutOffered(
      context,
      openings.filter((opening) => fits(wish, opening)),
    )
  const found = search(context, wish, results, (openings) =>
    startsAt === null ? wanted(openings).length > 0 : openings.length > 0,
  )
  if (found.do === 'ask') return found.ask
  if (found.do === 'unavailable') return bookingUnavailable(context, task)
  if (found.do === 'unknown') return refuse(context, task, wish, { outcome: found.what })

  const { wished, later } = found
  const most = context.pack.limits.offeredTimes
  if (startsAt !== null) {
    if (wished.some((opening) => opening.startsAt === startsAt)) return null
    if (wished.length > 0)
      return refuse(context, task, wish, { outcome: 'not_free', alternatives: nearest(wished, startsAt, most) })
  } else {
    const fresh = wanted(wished)
    if (fresh.length > 0) {
      const { part, pending } = offer(context, wish, spread(fresh, most))
      return say(context, [isSameOffer(context, pending) ? question(context, timeSlot(context)) : part], {
        task: task.name,
        state: task.state,
        pending,
      })
    }
    if (wished.length > 0 && !isAskingForOthers(context)) {
      return refuse(context, task, wish, {
        outcome: wish.time === null ? 'no_part' : 'not_free',
        alternatives: spread(wished, most),
      })
    }
  }
  const suitable = wanted(later)
  const alternatives = spread(suitable.length > 0 ? suitable : withoutOffered(context, later), most)
  const outcome = wish.from !== null && isWorkingDay(context, wish.from) ? 'full' : 'closed'
  return refuse(context, task, wish, { outcome, alternatives })
}

const hasTimeWish = (wish: Wish) => wish.time !== null || wish.after !== null || wish.before !== null

const isAskingForOthers = ({ detection }: Context) => detection.acts.includes('request_alternatives')

/** A contact who asks what is free hears times instead of being asked for a day. */
function wantsToHearTimes(context: Context): boolean {
  return isAskingForOthers(context) || context.detection.intent.name === 'ask_availability'
}

/** Whoever asks for other times does not hear the same again. */
function withoutOffered(context: Context, openings: readonly Opening[]): readonly Opening[] {
  const { pending } = context.turn.snapshot
  if (!isAskingForOthers(context) || pending === null) return openings
  const date = slotOfType(context.pack, 'date')?.name ?? ''
  const time = slotOfType(context.pack, 'time')?.name ?? ''
  const offered = new Set(
    pending.choices.map(({ id }) => {
      const slots = new URLSearchParams(id)
      return `${slots.get(date)} ${slots.get(time)}`
    }),
  )
  return openings.filter(({ localDate, localTime, startsAt }) => {
    return !offered.has(`${localDate} ${localTime}`) && startsAt !== pending.data['startsAt']
  })
}

const timeSlot = ({ pack }: Context) => slotOfType(pack, 'time')?.name ?? 'time'

/** Were these very times offered in the reply before? Then they are not told again, but asked about. */
function isSameOffer({ turn }: Context, pending: PendingAction): boolean {
  const before = turn.snapshot.pending?.choices.map(({ id }) => id).join()
  return before !== undefined && before === pending.choices.map(({ id }) => id).join()
}
