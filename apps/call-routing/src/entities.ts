import { DeletedCallEntity } from './call-log/index.js';
import { CallDefectEntity, CallEntity } from './calls/index.js';
import { RecordingRemovalEntity } from './recordings/index.js';

/** The tables of call-routing that are its own; outbox, inbox and dead letters are every service's. */
export const entities = [CallEntity, CallDefectEntity, DeletedCallEntity, RecordingRemovalEntity];
