export { type Admission, admissionOf, type Arrival } from './admission.js';
export { advance, type Effect } from './advance.js';
export {
  accepted,
  type Attempt,
  attemptOf,
  type Call,
  type CallDetails,
  type Diversion,
  type LineSetup,
  type Message,
  type Outcome,
  type Phase,
  type ProviderCapabilities,
  type ProviderRecording,
  type Refusal,
  type SpokenMessage,
} from './call.js';
export {
  type Caller,
  callerAtStart,
  type CallerIdentity,
  callerSpoken,
  type CallerVerification,
  callerWords,
  type Spoken,
  unknownCaller,
  verificationWords,
} from './caller.js';
export type { CallCommand } from './commands.js';
export { type Deadline, deadlineOf, longestCallMs } from './deadlines.js';
export { decide } from './decide.js';
export { callerDocument, responderDocument } from './documents.js';
export { dryRun, unanswered } from './dry-run.js';
export { doubtful, type BusyResponder, busyResponderOf, type RingingCommand, stillToRing } from './busy-responders.js';
export type { CallEvent } from './events.js';
export { evolve } from './evolve.js';
export { type Place, rebuild } from './rebuild.js';
export type { EpochMs, Planned, Responder, Role } from './responder.js';
export { roles } from './responder.js';
export { type Candidate, ringPlan } from './ring-plan.js';
export { type RingRules, type SkipReason, skipWords } from './skip-reasons.js';
export { type StatusCommand, commandForStatus, type ProviderCallStatus } from './provider-call-status.js';
export { defectText, type Step, stepsOf } from './steps.js';
