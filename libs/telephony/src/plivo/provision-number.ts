import { z } from 'zod';
import {
  type NumberWebhooks,
  type ProviderAccount,
  ProviderFailure,
  type Verification,
} from '../port/telephony-provider.js';
import { bare } from './plivo-xml.js';
import type { PlivoApi } from './plivo-api.js';

const pageSize = 20;
const applications = z.object({ objects: z.array(z.object({ app_id: z.string(), app_name: z.string() })) });
const created = z.object({ app_id: z.string() });

/**
 * At Plivo a number is attached to an Application, which holds the webhooks (Plivo, Application API). Each number of ours has an
 * Application of its own, found again by its name, so that setting it twice is setting it once.
 */
export async function provisionNumber(
  api: PlivoApi,
  account: ProviderAccount,
  number: string,
  { url, fallbackUrl, statusUrl }: NumberWebhooks,
): Promise<Verification> {
  const path = `Number/${bare(number)}/`;
  if (!(await owns(api, account, path))) return { ok: false, detail: `This Plivo account does not own ${number}.` };
  const app_name = `ringdown-${bare(number)}`;
  const webhooks = {
    answer_url: url,
    answer_method: 'POST',
    fallback_answer_url: fallbackUrl,
    fallback_method: 'POST',
    hangup_url: statusUrl,
    hangup_method: 'POST',
  };
  const known = await findApplication(api, account, app_name);
  if (known) await api.ask(account, 'POST', `Application/${known}/`, webhooks);
  const { body } = known
    ? { body: { app_id: known } }
    : await api.ask(account, 'POST', 'Application/', { app_name, ...webhooks });
  await api.ask(account, 'POST', path, { app_id: created.parse(body).app_id });
  return { ok: true, detail: `Plivo now sends the calls of ${number} to this line.` };
}

async function owns(api: PlivoApi, account: ProviderAccount, path: string): Promise<boolean> {
  try {
    await api.ask(account, 'GET', path);
    return true;
  } catch (error) {
    if (error instanceof ProviderFailure && error.kind === 'gone') return false;
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
