import { createHash } from 'node:crypto'
import type { Flags } from '../flags/flags.ts'
import { isOn, numberOf } from '../flags/switches.ts'
import type { Model, ModelRequest } from '../model.ts'

/** A part of the sessions that is served by another model, to compare the two. */
export interface Experiment {
  readonly name: string
  /** Flag with the share of sessions in percent. */
  readonly shareFlag: string
  /** Flag that, when on, sends all to the default arm. */
  readonly killFlag: string
}

export type Arm = 'on' | 'off'

/** The arm of a session: `off` when the kill switch is on; what it was given before; else by a hash, so that a growing share keeps those it has. */
export function armOf(flags: Flags, experiment: Experiment, about: ModelRequest['about']): Arm {
  const { tenant, session, arms } = about
  if (isOn(flags, tenant, experiment.killFlag)) return 'off'
  const given = arms?.[experiment.name]
  if (given === 'on' || given === 'off') return given
  return positionOf(experiment.name, session) < numberOf(flags, tenant, experiment.shareFlag) ? 'on' : 'off'
}

/** Where a session stands between 0 and 100, the same at every time and place. */
export function positionOf(experiment: string, session: string): number {
  const hash = createHash('sha256').update(`${experiment}:${session}`).digest()
  return (hash.readUInt32BE(0) / 2 ** 32) * 100
}

/** Serves the sessions of the arm `on` by `challenger`, the others by `usual`; usage and `meta` name the arm. */
export function share(flags: Flags, experiment: Experiment, challenger: Model, usual: Model): Model {
  return {
    name: `share(${experiment.name})`,
    send(request, options) {
      const arm = armOf(flags, experiment, request.about)
      const about = { ...request.about, arms: { ...request.about.arms, [experiment.name]: arm } }
      return (arm === 'on' ? challenger : usual).send({ ...request, about }, options)
    },
  }
}
