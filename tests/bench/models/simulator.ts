/** A simulator of model providers as a process of its own, so that its work is not ours: prints its address, ends with its parent. */
import { startModelSimulator } from '@repartee/testing'

const [medianMs = '0', sigma = '0', pieceMs = '0'] = process.argv.slice(2)
const simulator = await startModelSimulator({
  seed: 7,
  latency: { medianMs: Number(medianMs), sigma: Number(sigma) },
  pieceMs: Number(pieceMs),
  answer: 'Your appointment is on Monday the 23rd of November at ten. Shall I remind you the day before?',
})
process.send?.(simulator.url)
process.on('disconnect', () => process.exit(0))
