import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'
import { underLoad } from '../under-load.ts'

/** kill -9 of each service in turn: the next one falls when the one before has come back. */
export async function kills(stage: Stage): Promise<Figure[]> {
  const { killEveryMs, killRounds, perSecond, bookers } = stage.scale
  const programs = stage.programs()
  const fault = async () => {
    for (let index = 0; index < Math.round(programs.length * killRounds); index += 1) {
      const program = programs[index % programs.length]
      await Promise.all([pause(killEveryMs), program?.kill().then(() => program.start())])
    }
  }
  return (await underLoad(stage, { row: '1', perSecond, bookers, limitSeconds: 10, fault })).figures
}

/** SIGTERM, one service after the other, as a rolling restart does. */
export async function rollingRestart(stage: Stage): Promise<Figure[]> {
  const { perSecond, bookers } = stage.scale
  const ended: string[] = []
  const programs = stage.programs()
  const fault = async () => {
    for (const program of programs) {
      if (await program.stop(30_000)) ended.push(program.name)
      await program.start()
    }
  }
  const { figures, asked } = await underLoad(stage, { row: '2', perSecond, bookers, limitSeconds: 10, fault })
  const errors = asked.flatMap(({ refusals }) => refusals.statuses)
  return [
    ...figures,
    all('2 ended with exit code 0', ended.length, programs.length, 'services'),
    all('2 taken without an error', asked.length - errors.length, asked.length, 'messages'),
  ]
}
