export {
  hasOwnField,
  howTo,
  type JsonObject,
  ownFields,
  readBody,
  type SentBody,
  type SentBytes,
} from './read-body.js';
export type { FormFields } from './read-form.js';
export { maxBodyBytes, tooLarge } from './unpack.js';
