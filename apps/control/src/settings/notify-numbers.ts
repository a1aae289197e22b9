import { Controller, Get, Header } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Endpoint } from '../api/index.js';
import { ResourceRepository } from '../configuration/index.js';
import { SettingsService } from './settings.service.js';

const contentType = 'text/vcard; charset=utf-8';

/** The numbers from which Ringdown calls and texts people: as a favourite they ring through "Do not disturb". */
@Controller('api/v1/notify-numbers.vcf')
export class NotifyNumbersController {
  constructor(
    private readonly settings: SettingsService,
    private readonly resources: ResourceRepository,
  ) {}

  /** @throws DomainError `not-found` where there is no number yet. */
  @Get()
  @Endpoint({
    summary: 'The numbers that Ringdown calls and texts from, as a vCard to be saved as a favourite',
    access: 'viewer',
    answerType: contentType,
  })
  @Header('content-type', contentType)
  @Header('content-disposition', 'attachment; filename="ringdown.vcf"')
  async card(): Promise<string> {
    const { notifyFrom } = await this.settings.read();
    const lines = await this.resources.lineNumbers();
    const numbers = [...new Set([...(notifyFrom ? [notifyFrom.number] : []), ...lines.map(({ number }) => number)])];
    if (numbers.length === 0)
      throw new DomainError('not-found', 'There is no number to call from yet. Add a line first.');
    return numbersCard(numbers);
  }
}

/** A vCard 3.0 (RFC 2426), which every phone reads. Numbers are E.164. */
const numbersCard = (numbers: readonly string[]): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Ringdown;;;;',
    'FN:Ringdown',
    ...numbers.map((number) => `TEL;TYPE=VOICE:${number}`),
    'END:VCARD',
    '',
  ].join('\r\n');
