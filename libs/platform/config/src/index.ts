export { readDataFile, writeDataFile } from './data-file.js';
export { Seal } from './seal.js';
export { BadSettings, readSettings, Settings } from './settings.js';
