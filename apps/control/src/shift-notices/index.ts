export { ToldShiftEntity } from './told-shift.js';
