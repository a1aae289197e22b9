import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly body: Record<string, never> & { id: string; items: Record<string, unknown>[] } & Record<string, unknown>;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
}

/** Somebody who speaks to control over HTTP. */
export class Client {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly headers: Headers = {},
    private readonly address = '127.0.0.1',
  ) {}

  with(headers: Headers): Client {
    return new Client(this.app, { ...this.headers, ...headers }, this.address);
  }

  nobody(): Client {
    return new Client(this.app, {}, this.address);
  }

  /** The same from another machine. Control trusts what a proxy on its own, 127.0.0.1, says of others. */
  from(address: string): Client {
    return new Client(this.app, this.headers, address);
  }

  async send(method: Method, path: string, payload?: unknown): Promise<Answer> {
    const { statusCode, body, headers } = await this.app.inject({
      method,
      url: path.startsWith('/api/') ? path : `/api/v1${path}`,
      headers: this.headers,
      remoteAddress: this.address,
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    const isJson = String(headers['content-type']).includes('json');
    return { status: statusCode, body: (isJson ? JSON.parse(body) : {}) as Answer['body'], headers, text: body };
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }
  post(path: string, payload?: unknown): Promise<Answer> {
    return this.send('POST', path, payload);
  }
  patch(path: string, payload: unknown): Promise<Answer> {
    return this.send('PATCH', path, payload);
  }
  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** Sends a file as browsers do. `cutAt`: bytes of it that come in one piece, before the rest. */
  upload(path: string, content: Buffer, { name = 'greeting.mp3', field = 'file', cutAt = 0 } = {}): Promise<Answer> {
    const head = `--edge\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n`;
    const start = Buffer.from(`${head}content-type: audio/mpeg\r\n\r\n`);
    const payload = Buffer.concat([start, content, Buffer.from('\r\n--edge--\r\n')]);
    const edge = start.length + cutAt;
    return this.with({ 'content-type': 'multipart/form-data; boundary=edge' }).send(
      'POST',
      path,
      cutAt === 0 ? payload : Readable.from([payload.subarray(0, edge), payload.subarray(edge)]),
    );
  }

  /** Creates a resource and answers it. @throws where it was refused. */
  async made(path: string, payload: unknown): Promise<Answer['body']> {
    const { status, body, text } = await this.post(path, payload);
    if (status !== 201) throw new Error(`POST ${path} answered ${status}: ${text}`);
    return body;
  }
}
