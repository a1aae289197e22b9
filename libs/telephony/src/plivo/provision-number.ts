import { z } from 'zod';
import type { NumberWebhook } from '../port/people.js';
import { ProviderFailure } from '../port/provider-failure.js';
import type { NumberWebhooks, ProviderAccount, Verification } from '../port/telephony-provider.js';
import { bare } from './plivo-xml.js';
import type { PlivoApi } from './plivo-api.js';

const pageSize = 20;
const applications = z.object({ objects: z.array(z.object({ app_id: z.string(), app_name: z.string() })) });
const rented = z.object({ application: z.string().nullish() });
const application = z.object({
  answer_url: z.string().nullish(),
  message_url: z.string().nullish(),
});
const created = z.object({ app_id: z.string() });

/**
 * At Plivo a number is attached to an Application, which holds the webhooks (Plivo, Application API). Each number of ours has an
 * Application of its own, found again by its name, so that setting it twice is setting it once.
 */
export async function provisionNumber(
  api: PlivoApi,
  account: ProviderAccount,
  number: string,
  { url, fallbackUrl, statusUrl, smsUrl }: NumberWebhooks,
): Promise<Verification> {
  const path = `Number/${bare(number)}/`;
  if (!(await findNumber(api, account, number)))
    return { ok: false, detail: `This Plivo account does not own ${number}.` };
  const app_name = `ringdown-${bare(number)}`;
  const webhooks = {
    answer_url: url,
    answer_method: 'POST',
    fallback_answer_url: fallbackUrl,
    fallback_method: 'POST',
    hangup_url: statusUrl,
    hangup_method: 'POST',
    ...(smsUrl ? { message_url: smsUrl, message_method: 'POST' } : {}),
  };
  const known = await findApplication(api, account, app_name);
  if (known) await api.ask(account, 'POST', `Application/${known}/`, webhooks);
  const { body } = known
    ? { body: { app_id: known } }
    : await api.ask(account, 'POST', 'Application/', { app_name, ...webhooks });
  await api.ask(account, 'POST', path, { app_id: created.parse(body).app_id });
  const what = smsUrl ? 'the calls and texts' : 'the calls';
  return { ok: true, detail: `Plivo now sends ${what} of ${number} to this line.` };
}

/** Where the number's application sends its calls and texts; nowhere, for a number without one or one that belongs to a flow. */
export async function findNumberWebhook(
  api: PlivoApi,
  account: ProviderAccount,
  number: string,
): Promise<NumberWebhook | null> {
  const found = await findNumber(api, account, number);
  if (!found) return null;
  const [, appId] = /\/Application\/([^/]+)\/?$/.exec(found.application ?? '') ?? [];
  if (!appId) return { voiceUrl: null, smsUrl: null };
  const { body } = await api.ask(account, 'GET', `Application/${encodeURIComponent(appId)}/`);
  const { answer_url: voiceUrl, message_url: smsUrl } = application.parse(body);
  return { voiceUrl: voiceUrl || null, smsUrl: smsUrl || null };
}

async function findNumber(api: PlivoApi, account: ProviderAccount, number: string) {
  try {
    const { body } = await api.ask(account, 'GET', `Number/${bare(number)}/`);
    return rented.parse(body);
  } catch (error) {
    if (error instanceof ProviderFailure && error.kind === 'gone') return null;
    throw error;
  }
}

async function findApplication(api: PlivoApi, account: ProviderAccount, name: string): Promise<string | null> {
  for (let offset = 0; ; offset += pageSize) {
    const { body } = await api.ask(account, 'GET', `Application/?limit=${pageSize}&offset=${offset}`);
    const { objects } = applications.parse(body);
    const found = objects.find(({ app_name: known }) => known === name);
    if (found) return found.app_id;
    if (objects.length < pageSize) return null;
  }
}
