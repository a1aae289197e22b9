export { faultIn } from './schedule.resource.js';
