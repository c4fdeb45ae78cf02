/** Marks the handlers that the bus takes; Nest hands those of other transports to other strategies. */
export const JETSTREAM = Symbol.for('repartee.jetstream')
