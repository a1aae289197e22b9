export { readDataFile, writeDataFile } from './data-file.js';
export { fallbackKey } from './fallback-key.js';
export { RefusedSettings, type ServerSetting } from './refused-settings.js';
export { Seal } from './seal.js';
export { BadSettings, readSettings, Settings } from './settings.js';
