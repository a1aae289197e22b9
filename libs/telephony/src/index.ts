export {
  type CallerInstruction,
  longestMessageSeconds,
  type ProviderDocument,
  type ResponderInstruction,
  type Say,
} from './port/documents.js';
export type { CallStanding, DialReport, EndReport, Fields, IncomingCall, RecordingReport } from './port/reports.js';
export {
  type Media,
  type ProviderAccount,
  ProviderFailure,
  type SignedRequest,
  TelephonyProvider,
  type Verification,
} from './port/telephony-provider.js';
export { TwilioProvider } from './twilio/twilio-provider.js';
