import { counter, durations } from '@ringdown/platform-telemetry';

/** `result`: delivered, again or failed. */
export const deliveriesTotal = counter('deliveries_total', 'Tries to deliver, by what came of them', [
  'channel_type',
  'result',
]);
export const deliveryTime = durations('delivery_time', 'Seconds from a fact to its message being accepted', [
  'channel_type',
]);
