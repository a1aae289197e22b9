export { cpuTimeOf, typicalTurnUntil } from './cpu-time.js';
export { cuttableProxy, type CuttableProxy } from './cuttable-proxy.js';
export { eventually } from './eventually.js';
export { FaultyLine, type LineFace } from './faulty-line.js';
export { fixedClock, type FixedClock } from './fixed-clock.js';
export { schemaDifferences } from './schema-differences.js';
export { freshDatabase, type FreshDatabase, testNats, testPostgres, testRedis, uniquePrefix } from './test-servers.js';
