import { CreateOutbox1795219200000 } from './1795219200000-create-outbox.js';
import { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';
import { KeepReceivedEvents1796558400000 } from './1796558400000-keep-received-events.js';
import { WatchHeartbeats1796644800000 } from './1796644800000-watch-heartbeats.js';

/** Oldest first. */
export const migrations = [
  CreateOutbox1795219200000,
  CreateDeadLetter1796083200000,
  KeepReceivedEvents1796558400000,
  WatchHeartbeats1796644800000,
];
