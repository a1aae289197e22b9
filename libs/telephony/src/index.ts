export {
  type CallerInstruction,
  longestMessageSeconds,
  type Play,
  type ProviderDocument,
  type ResponderInstruction,
  type Say,
  speakable,
  type Utterance,
} from './port/documents.js';
export type { Caller } from './port/caller.js';
export { lastResortWords } from './port/last-resort.js';
export { formFields, queryFields } from './port/reports.js';
export type {
  CallerVerification,
  ProviderCallStatus,
  DialReport,
  EndReport,
  Fields,
  IncomingCall,
  LegReport,
  RecordingReport,
} from './port/reports.js';
export type {
  Balance,
  IncomingText,
  NumberWebhook,
  OutgoingCall,
  OutgoingText,
  PersonPrompt,
  PlacedCallEnd,
  TextStatus,
} from './port/people.js';
export { type FailureCategory, ProviderFailure } from './port/provider-failure.js';
export {
  type Media,
  type NumberWebhooks,
  type ProviderAccount,
  type ProviderCapabilities,
  type SignedRequest,
  type SigningKey,
  TelephonyProvider,
  type Verification,
} from './port/telephony-provider.js';
export type { FallbackScript, FallbackStep, StaticDocument } from './port/static-documents.js';
export { KnownAccounts, type ReachedAccount } from './known-accounts.js';
export { PlivoProvider } from './plivo/plivo-provider.js';
export { capabilitiesOf, ProviderRegistry, providerRegistry, takesSigningKeys } from './registry.js';
export {
  allowedCountries,
  countryOfNumber,
  countryWords,
  dialVerdict,
  isKnownCountry,
  whyNotDialled,
} from './toll-fraud/dial-verdict.js';
export { TwilioProvider } from './twilio/twilio-provider.js';
