// Whether a service on this machine may take work: node scripts/ready.mjs <port>. For health checks of containers.
const port = Number(process.argv[2])
try {
  const response = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(3000) })
  if (!response.ok) throw new Error(`it answers ${response.status}`)
} catch (error) {
  console.error(`What should listen on port ${port} is not ready: ${String(error)}`)
  process.exitCode = 1
}
