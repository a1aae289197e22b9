import { createHmac } from 'node:crypto';
import type { SignedRequest } from '../../port/telephony-provider.js';
import { TwilioProvider } from '../../twilio/twilio-provider.js';
import { elementsOf, readXml } from '../read-xml.js';
import type { TelephonyRig } from '../telephony-rig.js';
import { spokenTwiml, textTwimlComplaints, twimlComplaints, twimlUrls } from './read-twiml.js';
import { twilioReports } from './twilio-reports.js';
import { twilioRestReplies } from './twilio-rest-replies.js';
import { twilioVectors } from './twilio-vectors.js';

/** Twilio's algorithm by our own hand: the URL, then each field's name and value, names sorted, repeated values once. */
function signedText({ url, fields }: Pick<SignedRequest, 'url' | 'fields'>): string {
  const parts = Object.keys(fields)
    .sort()
    .flatMap((name) => [...new Set([fields[name] ?? ''].flat())].sort().map((value) => name + value));
  return url + parts.join('');
}

export const twilioRig: TelephonyRig = {
  open: (apiUrl) => new TwilioProvider(apiUrl),
  documents: {
    complaints: twimlComplaints,
    spoken: spokenTwiml,
    urls: twimlUrls,
    timeLimits: (body) => elementsOf(body, 'Dial').map(({ attributes }) => attributes['timeLimit'] ?? ''),
    matchedKeys: () => [],
    reportsRinging: (body) =>
      elementsOf(body, 'Number').every(({ attributes }) => attributes['statusCallbackEvent']?.includes('ringing')),
    canReportRinging: true,
    takesKeyItself: false,
    asksTimes: 1,
    questions: (body) =>
      elementsOf(body, 'Gather').map(({ attributes, text }) => ({
        keysUrl: attributes['action'] ?? '',
        method: attributes['method'] ?? '',
        keys: attributes['numDigits'] ?? '',
        seconds: attributes['timeout'] ?? '',
        spoken: text,
      })),
    keySeconds: (seconds) => `${seconds}`,
    endsByHangUp: (body) => readXml(body)[0]?.children.at(-1)?.tag === 'Hangup',
    textComplaints: textTwimlComplaints,
    texts: (body) =>
      elementsOf(body, 'Message').map(({ attributes: { from = '', to = '', action }, text }) => ({
        from,
        to,
        text,
        ...(action ? { statusUrl: action } : {}),
      })),
  },
  signatures: {
    vectors: twilioVectors,
    header: 'x-twilio-signature',
    methods: ['POST', 'GET'],
    listed: (value) => [value],
    signedTexts: (request) => [signedText(request)],
    sign: (request, { authToken }) => {
      const hmac = createHmac('sha1', authToken).update(signedText(request), 'utf8');
      return { ...request, headers: { 'x-twilio-signature': hmac.digest('base64') } };
    },
  },
  reports: twilioReports,
  rest: twilioRestReplies,
};
