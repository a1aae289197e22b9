export { Intake } from './intake.js';
export { IntakeModule } from './intake.module.js';
export { type IntakeEntry, isReceived, ReceivedBody, type ReceivedEntry } from './received-event.js';
export { ReceivedEventEntity, type ReceivedEventRow } from './received-event.entity.js';
export { ReceivedEventRepository, type ReceivedEventSummary } from './received-event.repository.js';
