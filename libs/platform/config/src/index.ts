export { readDataFile, writeDataFile } from './data-file.js';
export { fallbackKey } from './fallback-key.js';
export { RefusedSettings, type ServerSetting } from './refused-settings.js';
export { SecretCipher } from './secret-cipher.js';
export { BadSettings, readSettings, Settings } from './settings.js';
