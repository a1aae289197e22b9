import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the REST API answers for a call: as the provider does for one that lives or is over, with a failure, or never. */
export type Answer = 'live' | 'over' | 429 | 500 | 404 | 'never';

const twilioCall = /^\/2010-04-01\/Accounts\/\w+\/Calls\/(\w+)\.json$/;
const plivoCall = /^\/v1\/Account\/\w+\/Call\/([\w-]+)\/(\?status=live)?$/;
const seconds = 61;

interface Reply {
  readonly status: number;
  readonly body: object;
}

const failure = (status: number): Reply => ({ status, body: { code: 20000, message: 'as it is', error: 'as it is' } });

function ofTwilio(sid: string, answer: 'live' | 'over'): Reply {
  const live = { status: 'in-progress', duration: null };
  return {
    status: 200,
    body: { sid, ...(answer === 'live' ? live : { status: 'completed', duration: `${seconds}` }) },
  };
}

/** Whoever asks for a live call that is over learns that there is none, and asks for its record then. */
function ofPlivo(callUuid: string, answer: 'live' | 'over', isAskedForLive: boolean): Reply {
  if (isAskedForLive) return { status: answer === 'live' ? 200 : 404, body: { call_uuid: callUuid } };
  const end = { end_time: '2026-01-05 03:01:01+00:00', call_duration: seconds, call_state: 'ANSWER' };
  return { status: 200, body: { call_uuid: callUuid, ...end } };
}

function callIn(url: string) {
  const [, twilioId] = twilioCall.exec(url) ?? [];
  const [, plivoId = '', live] = plivoCall.exec(url) ?? [];
  return { provider: twilioId ? 'twilio' : 'plivo', callId: twilioId ?? plivoId, isForRecord: !twilioId && !live };
}

function replyAbout(about: ReturnType<typeof callIn>, answer: Exclude<Answer, 'never'>): Reply {
  if (typeof answer === 'number') return failure(answer);
  const { provider, callId, isForRecord } = about;
  return provider === 'twilio' ? ofTwilio(callId, answer) : ofPlivo(callId, answer, !isForRecord);
}

/** The REST APIs of Twilio and Plivo in one server, as far as they say how a call stands. */
export async function aProviderApi() {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const about = callIn(url);
    const answer = answers.get(about.callId) ?? 404;
    if (!about.isForRecord) asked.push(about.callId);
    if (answer !== 'never') send(response, replyAbout(about, answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    /** The calls that were asked about, by their ids at the provider. */
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const send = (response: ServerResponse, { status, body }: Reply): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
