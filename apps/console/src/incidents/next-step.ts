import type { Incident } from '@ringdown/contracts';
import type { EscalationPolicy } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { useOnCall } from '../oncall/on-call.queries.js';
import { targetsInWords, type WhoIsOnCall } from '../setup/escalation-words.js';
import { useTargetNames } from '../setup/policy-steps.js';
import { nextStep } from './escalation-state.js';

interface NextStepInWords {
  /** "Step 2 of 3" */
  readonly place: string;
  /** Whom it would notify now: "Priya S. (on call in Backend Team), #ops (channel)". */
  readonly who: string;
}

/** The step of the incident's policy that comes next; null where there is none, or where it is not known. */
export function useNextStep(incident: Incident): NextStepInWords | null {
  const nameOf = useTargetNames();
  const { data: onCall } = useOnCall();
  const { data: policies } = useCollection<EscalationPolicy>('escalation-policies');
  const policy = policies?.find(({ id }) => id === incident.escalationPolicyId);
  const next = nextStep(incident, policy?.steps ?? []);
  if (next === null) return null;
  const whoIsOnCall: WhoIsOnCall = (id) => {
    const now = onCall?.items.find(({ scheduleId }) => scheduleId === id)?.now;
    return (now?.absent === true ? now.standIn : now?.user)?.name ?? null;
  };
  return { place: `Step ${next.place} of ${next.of}`, who: targetsInWords(next.targets, nameOf, whoIsOnCall) };
}
