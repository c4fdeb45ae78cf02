// Whether a service on this machine may take work: node scripts/ready.mjs <port>. For health checks of containers.
const response = await fetch(`http://127.0.0.1:${process.argv[2]}/ready`, { signal: AbortSignal.timeout(3000) })
process.exitCode = response.ok ? 0 : 1
