import { CreateControl1795219200000 } from './1795219200000-create-control.js';
import { WidenControl1795478400000 } from './1795478400000-widen-control.js';
import { MergeAuditEntries1795946400000 } from './1795946400000-merge-audit-entries.js';
import { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';
import { CreateWatermark1796428800000 } from './1796428800000-create-watermark.js';
import { CreateToldShift1796515200000 } from './1796515200000-create-told-shift.js';
import { KnowIntegrationTypes1796688000000 } from './1796688000000-know-integration-types.js';
import { LetOverEntriesGo1796601600000 } from './1796601600000-let-over-entries-go.js';
import { RenameThing1796169600000 } from './1796169600000-rename-thing.js';

/** In the order in which they run. */
export const migrations = [
  CreateControl1795219200000,
  WidenControl1795478400000,
  MergeAuditEntries1795946400000,
  CreateDeadLetter1796083200000,
  RenameThing1796169600000,
  CreateWatermark1796428800000,
  CreateToldShift1796515200000,
  LetOverEntriesGo1796601600000,
  KnowIntegrationTypes1796688000000,
];
