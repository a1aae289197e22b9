import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type NumberWebhook, ProviderFailure } from '@ringdown/telephony';
import { ResourceTools } from '../configuration/index.js';
import { lineWebhook, textsUrl } from '../lines/index.js';
import { ProviderAccess } from '../provider-accounts/index.js';
import { SettingsService } from '../settings/index.js';
import type { ProviderFindingEntity } from './provider-finding.js';

type Line = ConfigDocument<'line'>;
export type Finding = Pick<ProviderFindingEntity, 'kind' | 'detail'>;
type Resolved = Awaited<ReturnType<ProviderAccess['resolveAccount']>>;

/** In the currency of the account: some hours of calls. */
const lowBalance = 10;

/** Whether a provider still serves an account, and where the numbers that we use of it point. */
@Injectable()
export class ProviderAccountCheck {
  constructor(
    private readonly access: ProviderAccess,
    private readonly settings: SettingsService,
    private readonly tools: ResourceTools,
  ) {}

  /** For the account and each of its lines what is wrong, or null, as the answers come. @throws ProviderFailure. */
  async *findings(
    accountId: string,
    lines: readonly Line[],
  ): AsyncGenerator<readonly [subjectId: string, Finding | null]> {
    const resolved = await this.access.resolveAccount(accountId).catch((error: unknown) => {
      throw new ProviderFailure('unauthorized', error instanceof Error ? `${error.message}.` : String(error));
    });
    const from = await this.settings.sendsFrom();
    const textsFrom = from?.providerAccountId === accountId ? from.number : null;
    const texts = textsUrl(this.tools.settings, resolved.provider.name, accountId);
    const isLine = lines.some(({ number }) => number === textsFrom);
    // an account has one finding: without money nobody is rung, so that goes first
    const ofAccount = await balanceFinding(resolved);
    if (ofAccount || textsFrom === null || isLine) yield [accountId, ofAccount];
    else {
      const webhook = await resolved.provider.numberWebhook(resolved.account, textsFrom);
      const missing = webhook ? null : `People are texted from ${textsFrom}, but the account does not own the number.`;
      yield [accountId, elsewhere([missing, textsElsewhere(textsFrom, webhook, texts)])];
    }
    for (const line of lines) {
      const webhook = await resolved.provider.numberWebhook(resolved.account, line.number);
      const { url } = lineWebhook(this.tools.settings, resolved.provider.name, line);
      const ofTexts = line.number === textsFrom ? textsElsewhere(line.number, webhook, texts) : null;
      yield [line.id, elsewhere([callsElsewhere(line, webhook, url), ofTexts])];
    }
  }
}

async function balanceFinding({ provider, account }: Resolved): Promise<Finding | null> {
  const balance = await provider.balance(account);
  if (!balance || balance.amount >= lowBalance) return null;
  return { kind: 'balance_low', detail: `${balance.amount.toFixed(2)} ${balance.currency}.` };
}

/** One finding of a number, which may say of calls and of texts that they go elsewhere. */
function elsewhere(sentences: readonly (string | null)[]): Finding | null {
  const detail = sentences.filter((sentence) => sentence !== null).join(' ');
  return detail === '' ? null : { kind: 'number_points_elsewhere', detail };
}

/** Null where calls come here: a final slash and a query of the number's own change nothing. */
export function callsElsewhere(
  { name, number }: Pick<Line, 'name' | 'number'>,
  webhook: NumberWebhook | null,
  url: string,
): string | null {
  const why = whyElsewhere(webhook, url);
  return why && `Calls to ${number} do not come to the line ${name}: ${why}`;
}

function whyElsewhere(webhook: NumberWebhook | null, url: string): string | null {
  if (!webhook) return 'the account does not own the number.';
  if (!webhook.voiceUrl) return 'the number has no webhook of its own for calls.';
  return placeOf(webhook.voiceUrl) === placeOf(url) ? null : `the number points to ${shown(webhook.voiceUrl)}.`;
}

/** Null where they come here, and where the provider does not say: a messaging service may have a URL of its own. */
export function textsElsewhere(number: string, webhook: NumberWebhook | null, url: string): string | null {
  const found = webhook?.smsUrl;
  if (!found || placeOf(found) === placeOf(url)) return null;
  return `People are texted from ${number}, and what they answer, such as ACK, is lost: texts to it go to ${shown(found)}, not to ${url}.`;
}

const placeOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/$/, '')}`;
};

/** Without what may be a secret there. */
const shown = (url: string): string => (URL.canParse(url) ? `${new URL(url).origin}…` : 'what is no URL');
