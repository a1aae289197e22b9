export { assertNever } from './assert-never.js';
export { Clock } from './clock.js';
export { defaultVoice } from './default-voice.js';
export { DomainError, type FailureKind, type FieldError, invalidFields, TooMany } from './domain-error.js';
export { isWebUrl } from './is-web-url.js';
export { type Id, type IdKind, idPrefixes } from './id.js';
export { compactJson, depthOf, indentedJson, isSpacedOut, itemsOf, membersOf } from './json-text.js';
export { carriedText, type CarriedJson, carryJson, RawJson, writeJson } from './raw-json.js';
export { toPlainText } from './to-plain-text.js';
