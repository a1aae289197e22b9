export { assertNever } from './assert-never.js';
export { Clock } from './clock.js';
export { defaultVoice } from './default-voice.js';
export { DomainError, type FailureKind, type FieldError, invalidFields, TooMany } from './domain-error.js';
export { escapeHtml } from './escape-html.js';
export { isWebUrl } from './is-web-url.js';
export { type IdKind, idPrefixes } from './id.js';
export {
  carriedText,
  type CarriedJson,
  carryJson,
  compactJson,
  depthOf,
  indentedJson,
  isSpacedOut,
  itemsOf,
  membersOf,
  RawJson,
  writeJson,
} from './json-text.js';
export { toPlainText } from './to-plain-text.js';
