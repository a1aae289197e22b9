import { execFileSync } from 'node:child_process';
import { createSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';

export const amazonHost = 'sns.eu-central-1.amazonaws.com';
export const certificateUrl = `https://${amazonHost}/SimpleNotificationService.pem`;
export const subscribeUrl = `https://${amazonHost}/?Action=ConfirmSubscription&TopicArn=arn&Token=0123`;

/** A key and a certificate for Amazon's name, for one run; they sign messages and serve TLS. */
function newCertificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ringdown-amazon-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', `/CN=${amazonHost}`, '-addext', `subjectAltName=DNS:${amazonHost}`];
  const files = ['-keyout', keyFile, '-out', certFile];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
      stdio: 'pipe',
    });
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Answer = readonly [status: number, body: string];

/** A stand-in for Amazon SNS on the loopback: `agent` leads there, whatever the host. */
export async function fakeAmazon() {
  const { key, cert } = newCertificate();
  const asked: string[] = [];
  let answer: (path: string) => Answer | 'never' = () => [200, cert];
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(`https://${request.headers.host}${request.url}`);
    const given = answer(request.url ?? '');
    if (given === 'never') return;
    response.writeHead(given[0], { location: 'https://evil.example/' }).end(given[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  const connecting = (ca: string | undefined) => (options: { servername?: string }) =>
    connect({ host: '127.0.0.1', port, servername: options.servername ?? '', ...(ca === undefined ? {} : { ca }) });
  Object.assign(agent, { createConnection: connecting(cert) });

  /** After https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html */
  function signed<T extends Readonly<Record<string, unknown>>>(message: T, version: '1' | '2' = '1') {
    const names =
      message.Type === 'Notification'
        ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
        : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
    const text = names
      .filter((name) => typeof message[name] === 'string')
      .map((name) => `${name}\n${message[name] as string}\n`)
      .join('');
    const Signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
      .update(text)
      .sign(key, 'base64');
    return { ...message, SignatureVersion: version, Signature, SigningCertURL: certificateUrl };
  }

  return {
    agent,
    /** Makes the connections of an agent that does not know this certificate. */
    connectTrustingNobody: connecting(undefined),
    asked,
    signed,
    answerWith: (given: typeof answer) => (answer = given),
    answerAsUsual: () => (answer = () => [200, cert]),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
