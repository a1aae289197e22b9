export { CreateControl1795219200000 } from './1795219200000-create-control.js';
export { WidenControl1795478400000 } from './1795478400000-widen-control.js';
export { MergeAuditEntries1795946400000 } from './1795946400000-merge-audit-entries.js';
export { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';
export { RenameThing1796169600000 } from './1796169600000-rename-thing.js';
