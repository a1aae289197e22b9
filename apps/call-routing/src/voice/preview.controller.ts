import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { callQuestions, type Preview } from '@ringdown/contracts';
import { PreviewLine } from './preview-line.js';

@Controller()
export class PreviewController {
  constructor(private readonly previewLine: PreviewLine) {}

  @MessagePattern(callQuestions.preview.subject)
  preview(@Payload() data: unknown): Promise<Preview> {
    const { lineId, at } = callQuestions.preview.ask.parse(data);
    return this.previewLine.execute(lineId, new Date(at));
  }
}
