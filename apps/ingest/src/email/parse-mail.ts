import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { type AttachmentStream, type HeaderValue, MailParser, type MessageText, simpleParser } from 'mailparser';
import { type ReceivedMail, telltaleHeaders } from '../senders/index.js';

/** Characters that are kept: with every one of them escaped a mail is still no larger than what monitors may send. */
const longest = { text: 50_000, subject: 1000, addresses: 1000, header: 300, name: 200 } as const;
const mostAttachments = 50;
/** Of HTML: it takes up to half a second to make this much of it a text. */
const longestHtml = 100_000;
/** Of a mail that cannot be read, as it came. */
const keptBytes = 64 * 1024;
/** Milliseconds that reading one mail may take, beside receiving it. */
const mostMs = 5000;

/** What is beyond them makes the parser give up. HTML becomes text afterwards, once for a mail. */
const limits = {
  maxHeadSize: 256 * 1024,
  maxChildNodes: 300,
  ignoreEmbedded: true,
  skipHtmlToText: true,
  skipImageLinks: true,
  skipTextLinks: true,
  skipTextToHtml: true,
  checksumAlgo: false,
} as const;

/**
 * Reads a mail while it arrives; of attachments only what they are. One that cannot be read comes with what could be, and a warning.
 * @throws Error where it does not arrive as a whole.
 */
export async function parseMail(arriving: Readable, returnPath: string): Promise<ReceivedMail> {
  const reading = new Reading();
  for await (const chunk of arriving) await reading.take(chunk as Buffer);
  await reading.end();
  return reading.mail(returnPath);
}

class Reading {
  private readonly parser = new MailParser(limits);
  private readonly attachments: ReceivedMail['attachments'] = [];
  private readonly head: Buffer[] = [];
  /** Resolves when the parser is done, or cannot go on. */
  private readonly over: Promise<void>;
  private bytes = 0;
  private spentMs = 0;
  private isOver = false;
  private fault: string | null = null;
  private text: MessageText | null = null;
  private finish: (fault: string | null) => void = () => undefined;

  constructor() {
    this.over = new Promise((resolve) => {
      this.finish = (fault) => {
        if (!this.isOver) this.fault = fault;
        this.isOver = true;
        resolve();
      };
    });
    this.parser.on('error', ({ message }: Error) => this.finish(message));
    this.parser.on('end', () => this.finish(null));
    this.parser.on('data', (part) => {
      if (part.type === 'text') this.text = part;
      else this.attach(part);
    });
  }

  async take(chunk: Buffer): Promise<void> {
    if (this.bytes < keptBytes) this.head.push(chunk.subarray(0, keptBytes - this.bytes));
    this.bytes += chunk.length;
    await this.work(() => this.parser.write(chunk) || Promise.race([once(this.parser, 'drain'), this.over]));
  }

  async end(): Promise<void> {
    await this.work(() => {
      this.parser.end();
      return this.over;
    });
  }

  async mail(returnPath: string): Promise<ReceivedMail> {
    const warnings: string[] = [];
    if (this.fault !== null) {
      warnings.push(
        `The mail could not be read as a whole (${cut(this.fault, longest.header)}): its text is as it came.`,
      );
    }
    const date = this.header('date');
    return {
      from: cut(textOf(this.header('from')), longest.addresses),
      to: cut(textOf(this.header('to')), longest.addresses),
      subject: cut(textOf(this.header('subject')) || (this.fault === null ? '' : this.rawSubject()), longest.subject),
      date: date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : null,
      messageId: cut(textOf(this.header('message-id')), longest.header) || null,
      text: await this.readText(warnings),
      attachments: this.attachments,
      headers: this.telltales(returnPath),
      warnings,
    };
  }

  /** Not at all where the parser is done with; within its time otherwise. */
  private async work(step: () => unknown): Promise<void> {
    if (this.isOver) return;
    const begun = performance.now();
    const timer = setTimeout(() => this.finish('it took too long'), mostMs - this.spentMs);
    try {
      await step();
    } catch (error) {
      this.finish(String(error));
    }
    clearTimeout(timer);
    this.spentMs += performance.now() - begun;
    if (this.spentMs > mostMs) this.finish('it took too long');
  }

  private attach(part: AttachmentStream): void {
    let bytes = 0;
    part.content.on('data', (chunk: Buffer) => (bytes += chunk.length));
    part.content.on('end', () => {
      if (this.attachments.length < mostAttachments) {
        this.attachments.push({
          name: cut(part.filename, longest.name) || 'without a name',
          contentType: cut(part.contentType, longest.name),
          bytes,
        });
      }
      part.release?.();
    });
  }

  private header(name: string): HeaderValue | undefined {
    return this.parser.headers ? this.parser.headers.get(name) : undefined;
  }

  private telltales(returnPath: string): ReceivedMail['headers'] {
    const received = this.parser.headerLines ? this.parser.headerLines.filter(({ key }) => key === 'received') : [];
    const told = ['content-type', ...telltaleHeaders].flatMap((name) => {
      const value = this.header(name);
      return value === undefined ? [] : [[name, cut(textOf(value), longest.header)] as const];
    });
    return {
      ...Object.fromEntries(told),
      'return-path': cut(returnPath, longest.header),
      'received-count': String(received.length),
    };
  }

  private async readText(warnings: string[]): Promise<string> {
    const { text = '', html = '' } = this.text ?? {};
    const read = text.trim() === '' && html !== '' ? await textOfHtml(html, warnings) : text;
    const shown = read === '' && this.fault !== null ? this.rawText() : read;
    if (shown.length > longest.text) warnings.push(`The text was cut behind ${longest.text} characters.`);
    return cut(shown, longest.text).trimEnd();
  }

  private rawSubject(): string {
    const [, subject = ''] = /^subject:[ \t]*(.{0,1000})/im.exec(this.raw().head) ?? [];
    return subject.trim();
  }

  private rawText(): string {
    return this.raw().text;
  }

  private raw(): { readonly head: string; readonly text: string } {
    const all = Buffer.concat(this.head).toString('utf8');
    const end = /\r?\n\r?\n/.exec(all);
    return end
      ? { head: all.slice(0, end.index), text: all.slice(end.index + end[0].length) }
      : { head: all, text: '' };
  }
}

async function textOfHtml(html: string, warnings: string[]): Promise<string> {
  if (html.length > longestHtml) warnings.push(`Of the HTML, what is behind ${longestHtml} characters was left out.`);
  const mail = `Content-Type: text/html; charset=utf-8\r\n\r\n${html.slice(0, longestHtml)}`;
  const { text = '', textConversionError } = await simpleParser(mail, { ...limits, skipHtmlToText: false });
  if (textConversionError) warnings.push(`The HTML could not be read as text (${textConversionError.message}).`);
  return text;
}

/** Never in the middle of a character. Of a mangled mail the parser gives other values than it declares. */
function cut(text: unknown, length: number): string {
  if (typeof text !== 'string') return '';
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** The first, where a header stands there more than once. */
function textOf(value: HeaderValue | undefined): string {
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value !== 'object' || value instanceof Date) return value === undefined ? '' : String(value);
  if ('text' in value && typeof value.text === 'string') return value.text;
  return 'value' in value && typeof value.value === 'string' ? value.value : '';
}
