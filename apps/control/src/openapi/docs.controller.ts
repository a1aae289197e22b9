import { Controller, Get, Header } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { docsPage } from './docs-page.js';
import type { JsonSchema } from './json-schema.js';
import { openApi } from './open-api.js';
import { operations } from './operations.js';

/** The API, described by itself. */
@Controller('api')
export class DocsController {
  private readonly document: JsonSchema;
  private readonly page: string;

  constructor(settings: Settings) {
    this.document = openApi(operations, settings.publicUrl);
    this.page = docsPage(this.document);
  }

  @Get('openapi.json')
  json(): JsonSchema {
    return this.document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  html(): string {
    return this.page;
  }
}
