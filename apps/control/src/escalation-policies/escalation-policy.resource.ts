import { newEscalationPolicy } from '@ringdown/contracts';
import { defineResource, referTarget } from '../configuration/index.js';

export const escalationPolicyResource = defineResource({
  kind: 'escalation-policy',
  idKind: 'escalationPolicy',
  path: 'escalation-policies',
  word: 'escalation policy',
  input: newEscalationPolicy,
  references: (policy) =>
    policy.steps.flatMap((step, s) =>
      step.targets.flatMap((target, t) => referTarget(`steps.${s}.targets.${t}`, target)),
    ),
});
