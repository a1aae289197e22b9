import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { callRpc, type Preview } from '@ringdown/contracts';
import { PreviewLine } from './preview-line.js';

@Controller()
export class PreviewController {
  constructor(private readonly previewLine: PreviewLine) {}

  @MessagePattern(callRpc.preview.subject)
  preview(@Payload() data: unknown): Promise<Preview> {
    const { lineId, at } = callRpc.preview.request.parse(data);
    return this.previewLine.execute(lineId, new Date(at));
  }
}
