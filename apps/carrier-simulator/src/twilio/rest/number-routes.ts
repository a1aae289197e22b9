import { json } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import type { RentedNumber } from '../accounts.js';
import { pageOf } from './page-of.js';
import { type RestAsked, restRoute } from './rest-door.js';
import { notFound, RestError } from './rest-error.js';

/** Rented numbers: list, fetch, and where their calls go. */
export function numberRoutes(simulator: Simulator): readonly Route[] {
  const owned = ({ account }: RestAsked): RentedNumber[] =>
    [...simulator.twilio.numbers.values()].filter(({ accountSid }) => accountSid === account.accountSid);
  const find = (asked: RestAsked): RentedNumber => {
    const number = owned(asked).find(({ sid }) => sid === asked.params['sid']);
    if (!number) throw notFound(asked.path);
    return number;
  };
  return [
    restRoute(simulator, 'GET', '/IncomingPhoneNumbers.json', (asked) => {
      const wanted = asked.query.get('PhoneNumber');
      const numbers = owned(asked).filter(
        ({ number }) => wanted === null || number.includes(wanted.replace(/\*/g, '')),
      );
      return json(200, pageOf(asked, 'incoming_phone_numbers', numbers.map(resource)));
    }),
    restRoute(simulator, 'GET', '/IncomingPhoneNumbers/:sid.json', (asked) => json(200, resource(find(asked)))),
    restRoute(simulator, 'POST', '/IncomingPhoneNumbers/:sid.json', (asked) => {
      const number = find(asked);
      update(number, asked.form);
      return json(200, resource(number));
    }),
  ];
}

const urlFields = { VoiceUrl: 'voiceUrl', VoiceFallbackUrl: 'fallbackUrl', StatusCallback: 'statusUrl' } as const;
const methodFields = {
  VoiceMethod: 'voiceMethod',
  VoiceFallbackMethod: 'fallbackMethod',
  StatusCallbackMethod: 'statusMethod',
} as const;

/** Takes all changes or none. */
function update(number: RentedNumber, form: URLSearchParams): void {
  const changed = { ...number };
  for (const [field, key] of Object.entries(urlFields)) {
    const url = form.get(field);
    if (url === null) continue;
    if (url !== '' && !URL.canParse(url)) throw new RestError(400, 21402, `${field} is not a valid URL: ${url}`);
    changed[key] = url;
  }
  for (const [field, key] of Object.entries(methodFields)) {
    const method = form.get(field);
    if (method === null) continue;
    if (method !== 'GET' && method !== 'POST')
      throw new RestError(400, 21403, `${field} is not GET or POST: ${method}`);
    changed[key] = method;
  }
  if (changed.fallbackUrl !== '' && changed.voiceUrl === '')
    throw new RestError(400, 21405, 'VoiceFallbackUrl without VoiceUrl');
  Object.assign(number, changed);
}

function resource(number: RentedNumber): object {
  const { sid, accountSid } = number;
  return {
    sid,
    account_sid: accountSid,
    phone_number: number.number,
    friendly_name: number.number,
    api_version: '2010-04-01',
    voice_url: number.voiceUrl,
    voice_method: number.voiceMethod,
    voice_fallback_url: number.fallbackUrl,
    voice_fallback_method: number.fallbackMethod,
    voice_caller_id_lookup: false,
    voice_application_sid: '',
    trunk_sid: null,
    status_callback: number.statusUrl,
    status_callback_method: number.statusMethod,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
