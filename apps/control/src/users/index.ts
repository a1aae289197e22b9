export { FirstStart } from './first-start.js';
export { userResource } from './user.resource.js';
