import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, json } from './answer.js';
import { answerTo, type Route } from './router.js';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const maxBytes = 1024 * 1024;

/** Serves the routes, on the loopback interface unless `host` says otherwise; port 0 takes a free one. */
export async function startServer(routes: readonly Route[], port: number, host = '127.0.0.1'): Promise<RunningServer> {
  const server = createServer((request, response) => void serve(routes, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${taken}`, stop };
}

async function serve(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://carrier');
    const { method = 'GET', headers } = request;
    const answer = body
      ? await answerTo(routes, { method, path: pathname, params: {}, query: searchParams, headers, body })
      : json(413, { error: `the body is larger than ${maxBytes} bytes` });
    write(response, answer);
  } catch (error) {
    process.stderr.write(
      `carrier-simulator: ${request.method} ${request.url} failed: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    if (response.headersSent) response.destroy();
    else write(response, json(500, { error: 'the simulator failed; see its log' }));
  }
}

function write(response: ServerResponse, { status, headers = {}, body, stream }: Answer): void {
  response.writeHead(status, headers);
  if (stream) stream(response);
  else response.end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes <= maxBytes ? Buffer.concat(chunks) : undefined;
}
