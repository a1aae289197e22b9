import { theSystem } from './system.ts';

export interface FetchedMedia {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** Audio below /api/v1, as a browser with a sign-in asks for it. */
export async function fetchMedia(path: string, headers: Record<string, string> = {}): Promise<FetchedMedia> {
  const { control, apiKey } = theSystem();
  const answer = await fetch(`${control}/api/v1${path}`, {
    headers: { authorization: `Bearer ${apiKey}`, ...headers },
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    headers: answer.headers,
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}
