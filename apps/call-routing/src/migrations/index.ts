import { CreateCall1795219200000 } from './1795219200000-create-call.js';
import { IndexLiveCalls1795392000000 } from './1795392000000-index-live-calls.js';
import { CreateRecordingRemoval1795478500000 } from './1795478500000-create-recording-removal.js';
import { KeepDeletedCallsOut1795478501000 } from './1795478501000-keep-deleted-calls-out.js';
import { KnowCallerAddresses1795824000000 } from './1795824000000-know-caller-addresses.js';
import { CreateCallDefect1795910400000 } from './1795910400000-create-call-defect.js';
import { KnowChosenIncidents1795478502000 } from './1795478502000-know-chosen-incidents.js';
import { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';
import { RenameBusyUser1796169600000 } from './1796169600000-rename-busy-user.js';

export const migrations = [
  CreateCall1795219200000,
  IndexLiveCalls1795392000000,
  CreateRecordingRemoval1795478500000,
  KeepDeletedCallsOut1795478501000,
  KnowChosenIncidents1795478502000,
  KnowCallerAddresses1795824000000,
  CreateCallDefect1795910400000,
  CreateDeadLetter1796083200000,
  RenameBusyUser1796169600000,
];
