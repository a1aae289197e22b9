import type { ReadinessItem } from '@ringdown/contracts';
import type { ProviderFinding } from './provider-finding.js';

/** What the providers said when they were asked last: of accounts, and of the numbers of lines. */
export const providerItems = (findings: readonly ProviderFinding[]): readonly ReadinessItem[] =>
  findings.map(({ kind, subjectId, subjectKind, subjectName, detail, checkedAt }): ReadinessItem => {
    const { level, fix, text } = words[kind];
    return {
      kind,
      level,
      subject: { type: subjectKind, id: subjectId, name: subjectName },
      text: `${text(subjectName, detail)} Asked at ${checkedAt.toISOString()}.`,
      fix,
    };
  });

interface Words {
  readonly level: ReadinessItem['level'];
  readonly text: (name: string, detail: string) => string;
  readonly fix: string;
}

const words: Readonly<Record<ProviderFinding['kind'], Words>> = {
  number_points_elsewhere: {
    level: 'error',
    text: (_name, detail) => detail,
    fix: 'Set the webhooks on the page of the line, or at the provider, or choose another number to text from in the settings. Then look again.',
  },
  account_refuses: {
    level: 'error',
    text: (name, detail) => `The provider refuses the account ${name}: ${detail}`,
    fix: 'Check the auth token of the account here, and the account at the provider. Then look again.',
  },
  balance_low: {
    level: 'warning',
    text: (name, detail) => `The balance of the account ${name} is low: ${detail} At 0 nobody is rung.`,
    fix: 'Top it up at the provider.',
  },
};
