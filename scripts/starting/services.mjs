/**
 * The processes of the product, in the order in which they are started; ports as offsets from the first one (3000). What only
 * follows from calls and alerts gives way to what takes them: a caller waits, a message can.
 */
export const services = [
  { name: 'control', offset: 0 },
  { name: 'ingest', offset: 1 },
  { name: 'call-routing', offset: 2 },
  { name: 'notification', offset: 3, givesWay: true },
  { name: 'incident', offset: 4, givesWay: true },
];

/** The simulated carrier: only where no other fake of the provider is given. */
export const carrier = { name: 'carrier-simulator', offset: 10, readyPath: '/healthz' };

export const portOf = ({ offset }, firstPort) => firstPort + offset;

export const addressOf = (service, firstPort) => `http://127.0.0.1:${portOf(service, firstPort)}`;
