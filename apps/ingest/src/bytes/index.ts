export {
  hasOwnField,
  howTo,
  isTooDeep,
  type JsonObject,
  maxDepth,
  ownFields,
  readBody,
  type SentBody,
  type SentBytes,
  tooDeep,
} from './read-body.js';
export type { FormFields } from './read-form.js';
export { maxBodyBytes, tooLarge } from './unpack.js';
