export { PhoneCodeEntity } from './phone-code.repository.js';
export { userResource } from './user.resource.js';
