import { Bus } from '@repartee/bus'
import { run, serviceSettings } from '@repartee/service'

class Nothing {}

/** A bus as a service has it. */
export async function connectBus(natsUrl: string): Promise<{ bus: Bus; close: () => Promise<void> }> {
  const service = await run({
    name: 'booking',
    config: () => serviceSettings('booking', {}).parse({ NATS_URL: natsUrl, LOG_LEVEL: 'fatal', BOOKING_PORT: '0' }),
    module: { module: Nothing },
    handlesSignals: false,
  })
  return { bus: service.app.get(Bus), close: () => service.stop() }
}
