import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../../simulator.js';
import type { RentedNumber } from '../accounts.js';
import {
  accountOf,
  formOf,
  notFound,
  pageOf,
  TwilioError,
  type TwilioRequest,
  type TwilioRoute,
} from './api-request.js';

/** Rented numbers: list, fetch, and where their calls and texts go. */
export function numberRoutes(api: FastifyInstance, simulator: Simulator): void {
  const owned = (request: TwilioRequest): RentedNumber[] =>
    [...simulator.twilio.numbers.values()].filter(({ accountSid }) => accountSid === accountOf(request).accountSid);
  const find = (request: TwilioRequest): RentedNumber => {
    const number = owned(request).find(({ sid }) => sid === request.params.sid);
    if (!number) throw notFound(request);
    return number;
  };
  api.get<TwilioRoute>('/:account/IncomingPhoneNumbers.json', (request) => {
    const wanted = request.query['PhoneNumber'];
    const numbers = owned(request).filter(
      ({ number }) => wanted === undefined || number.includes(wanted.replace(/\*/g, '')),
    );
    return pageOf(request, 'incoming_phone_numbers', numbers.map(resource));
  });
  api.get<TwilioRoute>('/:account/IncomingPhoneNumbers/:sid.json', (request) => resource(find(request)));
  api.post<TwilioRoute>('/:account/IncomingPhoneNumbers/:sid.json', (request) => {
    const number = find(request);
    update(number, formOf(request));
    return resource(number);
  });
}

const urlFields = {
  VoiceUrl: 'voiceUrl',
  VoiceFallbackUrl: 'fallbackUrl',
  StatusCallback: 'statusUrl',
  SmsUrl: 'smsUrl',
} as const;
const methodFields = {
  VoiceMethod: 'voiceMethod',
  VoiceFallbackMethod: 'fallbackMethod',
  StatusCallbackMethod: 'statusMethod',
  SmsMethod: 'smsMethod',
} as const;

/** Takes all changes or none. */
function update(number: RentedNumber, form: URLSearchParams): void {
  const changed = { ...number };
  for (const [field, key] of Object.entries(urlFields)) {
    const url = form.get(field);
    if (url === null) continue;
    if (url !== '' && !URL.canParse(url)) throw new TwilioError(400, 21402, `${field} is not a valid URL: ${url}`);
    changed[key] = url;
  }
  for (const [field, key] of Object.entries(methodFields)) {
    const method = form.get(field);
    if (method === null) continue;
    if (method !== 'GET' && method !== 'POST')
      throw new TwilioError(400, 21403, `${field} is not GET or POST: ${method}`);
    changed[key] = method;
  }
  if (changed.fallbackUrl !== '' && changed.voiceUrl === '')
    throw new TwilioError(400, 21405, 'VoiceFallbackUrl without VoiceUrl');
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
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_application_sid: '',
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
