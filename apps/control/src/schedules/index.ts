export { faultIn, scheduleResource } from './schedule.resource.js';
