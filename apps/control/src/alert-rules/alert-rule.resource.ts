import { mostAlertRules, newAlertRule } from '@ringdown/contracts';
import { comparisonsOf, ruleFaults } from '@ringdown/domain-incidents';
import { isTimeZone } from '@ringdown/domain-oncall';
import { DomainError } from '@ringdown/kernel';
import { defineResource, refer, referEach } from '../configuration/index.js';
import { alertRulePositions } from './alert-rule-positions.js';

/** A rule without a position becomes the last one. */
const atTheEnd = Number.MAX_SAFE_INTEGER;

export const alertRuleResource = defineResource({
  kind: 'alert-rule',
  idKind: 'rule',
  path: 'alert-rules',
  word: 'alert rule',
  input: newAlertRule,
  wholeFields: ['when'],
  complete: (input) => ({ ...input, position: input['position'] ?? atTheEnd }),
  references: ({ when, then }) => [
    ...comparisonsOf(when).flatMap(({ path, comparison: { field, op, value } }) => {
      const kind = field === 'lineId' ? 'line' : field === 'integrationId' ? 'integration' : null;
      if (kind === null) return [];
      if (op === 'in') return referEach(kind, `${path}.value`, value);
      return op === 'equals' || op === 'not_equals' ? refer(kind, `${path}.value`, value) : [];
    }),
    ...referEach('channel', 'then.channelIds', then.channelIds ?? []),
    ...referEach('user', 'then.responderIds', then.responderIds ?? []),
    ...refer('escalation-policy', 'then.escalationPolicyId', then.escalationPolicyId),
    ...refer('integration', 'then.integrationId', then.integrationId),
  ],
  faults: (rule) => ruleFaults(rule, isTimeZone),
  written: async ({ id, after }, tx) => {
    const position = await alertRulePositions.settle(tx, id, after?.position ?? null);
    if (position !== null && position > mostAlertRules) {
      throw new DomainError('conflict', `There are ${mostAlertRules} alert rules already. Delete one first.`);
    }
    return after && position !== null ? { ...after, position } : undefined;
  },
});
