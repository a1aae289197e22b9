export { readDataFile, writeDataFile } from './data-file.js';
export { fallbackKey, SecretCipher } from './secret-cipher.js';
export { BadSettings, readSettings, RefusedSettings, type ServerSetting, Settings } from './settings.js';
