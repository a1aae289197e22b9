import type { newEscalationPolicy } from '@ringdown/contracts';
import type { z } from 'zod';
import type { EscalationPolicy } from '../api/resources.js';

type Target = EscalationPolicy['steps'][number]['targets'][number];

export interface EscalationValues {
  readonly name: string;
  readonly repeat: number | null;
  readonly repeatDelayMinutes: number | null;
  /** Targets as select values: `user:user_1`. */
  readonly steps: readonly { readonly delayMinutes: number | null; readonly targets: readonly string[] }[];
}

/** Where the field is left empty, as the API has it. */
export const repeatDelayByDefault = 5;

const stepTargetValue = ({ type, id }: Target): string => `${type}:${id}`;

function stepTarget(value: string): Target {
  const colon = value.indexOf(':');
  return { type: value.slice(0, colon) as Target['type'], id: value.slice(colon + 1) };
}

export const escalationValues = ({
  name,
  repeat,
  repeatDelayMinutes,
  steps,
}: Omit<EscalationPolicy, 'createdAt' | 'updatedAt'>): EscalationValues => ({
  name,
  repeat,
  repeatDelayMinutes,
  steps: steps.map(({ delayMinutes, targets }) => ({ delayMinutes, targets: targets.map(stepTargetValue) })),
});

export const escalationBody = ({
  name,
  repeat,
  repeatDelayMinutes,
  steps,
}: EscalationValues): z.infer<typeof newEscalationPolicy> => ({
  name,
  repeat: repeat ?? 0,
  repeatDelayMinutes: repeatDelayMinutes ?? repeatDelayByDefault,
  steps: steps.map(({ delayMinutes, targets }) => ({
    delayMinutes: delayMinutes ?? 0,
    targets: targets.map(stepTarget),
  })),
});
