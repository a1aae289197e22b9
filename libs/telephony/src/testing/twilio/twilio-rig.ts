import { createHmac } from 'node:crypto';
import type { Fields } from '../../port/reports.js';
import { TwilioProvider } from '../../twilio/twilio-provider.js';
import type { TelephonyRig } from '../telephony-rig.js';
import { spokenTwiml, twimlComplaints, twimlUrls } from './read-twiml.js';
import { twilioReports } from './twilio-reports.js';
import { twilioRestReplies } from './twilio-rest-replies.js';
import { twilioVectors } from './twilio-vectors.js';

/** Twilio's algorithm by our own hand: the URL, then each field's name and value, names sorted, repeated values once. */
function signedText(url: string, fields: Fields): string {
  const parts = Object.keys(fields)
    .sort()
    .flatMap((name) => [...new Set([fields[name] ?? ''].flat())].sort().map((value) => name + value));
  return url + parts.join('');
}

export const twilioRig: TelephonyRig = {
  open: (apiUrl) => new TwilioProvider(apiUrl),
  documents: { complaints: twimlComplaints, spoken: spokenTwiml, urls: twimlUrls },
  signatures: {
    vectors: twilioVectors,
    header: 'x-twilio-signature',
    sign: (request, { authToken }) => {
      const hmac = createHmac('sha1', authToken).update(signedText(request.url, request.fields), 'utf8');
      return { ...request, headers: { 'x-twilio-signature': hmac.digest('base64') } };
    },
  },
  reports: twilioReports,
  rest: twilioRestReplies,
};
