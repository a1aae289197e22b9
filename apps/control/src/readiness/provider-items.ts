import type { ConfigDocument, ReadinessItem } from '@ringdown/contracts';
import type { ProviderFinding } from './provider-finding.js';

/** What the providers said when they were asked last: of accounts, and of the numbers of lines. */
export const providerItems = (
  findings: readonly ProviderFinding[],
  lines: readonly ConfigDocument<'line'>[],
): readonly ReadinessItem[] =>
  findings.map(({ kind, subjectId, subjectName, detail, checkedAt }): ReadinessItem => {
    const number = lines.find(({ id }) => id === subjectId)?.number ?? '';
    const { type, level, fix, text } = words[kind];
    return {
      kind,
      level,
      subject: { type, id: subjectId, name: subjectName },
      text: `${text(subjectName, number, detail)} Asked at ${checkedAt.toISOString()}.`,
      fix,
    };
  });

interface Words {
  readonly type: 'line' | 'provider-account';
  readonly level: ReadinessItem['level'];
  readonly text: (name: string, number: string, detail: string) => string;
  readonly fix: string;
}

const words: Readonly<Record<ProviderFinding['kind'], Words>> = {
  number_points_elsewhere: {
    type: 'line',
    level: 'error',
    text: (name, number, detail) => `Calls to ${number} do not come to the line ${name}: ${detail}`,
    fix: 'Set the webhook on the page of the line, or at the provider. Then look again.',
  },
  account_refuses: {
    type: 'provider-account',
    level: 'error',
    text: (name, _number, detail) => `The provider refuses the account ${name}: ${detail}`,
    fix: 'Check the auth token of the account here, and the account at the provider. Then look again.',
  },
  balance_low: {
    type: 'provider-account',
    level: 'warning',
    text: (name, _number, detail) => `The balance of the account ${name} is low: ${detail} At 0 nobody is rung.`,
    fix: 'Top it up at the provider.',
  },
};
