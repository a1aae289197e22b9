import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';

/** What came of one call of Slack's Web API. */
export type SlackAnswer =
  | {
      readonly type: 'ok';
      readonly result: Readonly<Record<string, unknown>>;
      /** What the token may do (`x-oauth-scopes`). */
      readonly scopes: readonly string[];
    }
  /** Slack's own word for it, such as `channel_not_found`; `needed`: the scopes that the token lacks. */
  | { readonly type: 'refused'; readonly error: string; readonly needed?: string }
  | { readonly type: 'rate-limited'; readonly afterMs: number }
  /** 5xx, no answer in time, or no connection. */
  | { readonly type: 'unreachable'; readonly reason: string };

const timeoutMs = 10_000;

export interface SlackApiOptions {
  /** SLACK_API_URL: an origin. */
  readonly apiUrl: string;
  readonly timeoutMs?: number;
}

/** Slack's Web API under one bot token: each call once, since whoever calls knows when to try again. */
export class SlackApi {
  private readonly client: WebClient;

  constructor(token: string, { apiUrl, timeoutMs: timeout = timeoutMs }: SlackApiOptions) {
    this.client = new WebClient(token, {
      slackApiUrl: `${apiUrl}/api/`,
      allowAbsoluteUrls: false,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout,
      logLevel: LogLevel.ERROR,
      logger: silent,
    });
  }

  /** `method`: `chat.postMessage` and the like (https://docs.slack.dev/reference/methods). Never throws. */
  async call(method: string, args: Readonly<Record<string, unknown>> = {}): Promise<SlackAnswer> {
    try {
      const result = await this.client.apiCall(method, args);
      return { type: 'ok', result: { ...result }, scopes: result.response_metadata?.scopes ?? [] };
    } catch (error) {
      return answerOf(error);
    }
  }
}

function answerOf(error: unknown): SlackAnswer {
  if (error instanceof WebAPIRateLimitedError) return { type: 'rate-limited', afterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) {
    const { error: word, needed } = error.data as { error: string; needed?: unknown };
    return { type: 'refused', error: word, ...(typeof needed === 'string' ? { needed } : {}) };
  }
  if (error instanceof WebAPIHTTPError) {
    const isPassing = error.statusCode >= 500 || [408, 425, 429].includes(error.statusCode);
    const said = `Slack answered ${error.statusCode}`;
    return isPassing ? { type: 'unreachable', reason: said } : { type: 'refused', error: said };
  }
  const { name, message } = error instanceof WebAPIRequestError ? error.original : (error as Error);
  return { type: 'unreachable', reason: name === 'TimeoutError' ? 'no answer in time' : message };
}

/** Its own log would hold what is sent; what comes of a call is ours to log. */
const nothing = (): void => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
