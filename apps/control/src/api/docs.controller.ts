import { Controller, Get, Header } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { Endpoint } from './endpoint.js';
import { Endpoints } from './endpoints.js';
import { type JsonSchema, openApi } from './open-api.js';

/** The API, described by itself. */
@Controller('api')
export class DocsController {
  private readonly document: JsonSchema;
  private readonly page: string;

  constructor(endpoints: Endpoints, settings: Settings) {
    this.document = openApi(endpoints.all, settings.publicUrl);
    this.page = docsPage(this.document);
  }

  @Get('openapi.json')
  @Endpoint({ summary: 'This API as an OpenAPI document', access: 'public' })
  json(): JsonSchema {
    return this.document;
  }

  @Get('docs')
  @Endpoint({ summary: 'This API as a page', access: 'public' })
  @Header('content-type', 'text/html; charset=utf-8')
  html(): string {
    return this.page;
  }
}

interface Described {
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly requestBody?: JsonSchema;
  readonly responses: JsonSchema;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
code,pre{font:14px ui-monospace,monospace}pre{overflow:auto;max-height:30rem}details{border-top:1px solid #8884;padding:.4rem 0}
summary{cursor:pointer}h2{margin-top:2.5rem}b{display:inline-block;min-width:4.5rem}`;

/** The OpenAPI document for the eyes of people, without any script. */
export function docsPage(document: JsonSchema): string {
  const paths = document['paths'] as Record<string, Record<string, Described>>;
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(entries.map(({ operation }) => operation.tags[0] ?? ''))];
  const section = (tag: string): string =>
    `<h2>${escaped(tag)}</h2>${entries
      .filter(({ operation }) => operation.tags[0] === tag)
      .map(({ method, path, operation }) => entry(method, path, operation))
      .join('')}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ringdown API</title><style>${style}</style></head><body><h1>Ringdown API</h1>
<p>Below <code>/api/v1</code>. Machines read <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).
Send an API key as <code>Authorization: Bearer rd_…</code>.</p>${tags.map(section).join('')}</body></html>`;
}

function entry(method: string, path: string, { summary, description, ...rest }: Described): string {
  const { parameters, requestBody, responses } = rest;
  const shown = JSON.stringify({ parameters, requestBody, responses }, null, 2);
  const head = `<b>${method.toUpperCase()}</b> <code>${escaped(path)}</code> ${escaped(summary)}`;
  return `<details><summary>${head}</summary><p>${escaped(description)}</p><pre>${escaped(shown)}</pre></details>`;
}
