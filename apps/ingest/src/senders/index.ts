export { readMapped } from './custom/custom.js';
export { emailSample, readEmail } from './email/email.js';
export { receivedMail, type ReceivedMail } from './email/received-mail.js';
export { telltaleHeaders } from './email/why-no-alert.js';
export { heartbeatEvent, heartbeatSample, readHeartbeat } from './heartbeat/heartbeat.js';
export { senderOf, senders } from './known-senders.js';
export {
  carriedBody,
  keyedBy,
  type MonitorEvent,
  noBody,
  type ReadEvents,
  readTitle,
  requestHeader,
  type Sender,
  type SentHeaders,
} from './monitor-event.js';
export { aliasOf, assertMeaningful } from './opsgenie/alert-api.js';
export { type AlertRequest, alertRequestOf, writtenRequest } from './opsgenie/alert-request.js';
export { requestState } from './opsgenie/request-state.js';
export { dedupKeyOf, isEvent, routingKeyOf } from './pagerduty/enqueued.js';
export { changeRequest } from './pagerduty/pagerduty.js';
export { type Expected, fromAnybody, readSent } from './read-sent.js';
export { digestOf, isSignedBy } from './sns/signed-message.js';
export { type Members, toStorableText } from './words.js';
