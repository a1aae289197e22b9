export { escalationPolicyKind } from './escalation-policy.kind.js';
export { scheduleKind } from './schedule.kind.js';
export { OnCallModule } from './on-call.module.js';
export { mostShifts } from './shifts-within-budget.js';
export { faultIn } from './to-schedule.js';
