// Loaded by `node --import`, before the program. Starts tracing; nothing else in the project reads OTEL_*.
import { startTracing } from './start-tracing.ts'

await startTracing(process.env)
