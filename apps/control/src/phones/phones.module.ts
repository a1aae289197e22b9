import { Module } from '@nestjs/common';
import { LinesModule } from '../lines/index.js';
import { OrganisationModule } from '../organisation/index.js';
import { NotifySender } from './notify-sender.js';
import { PhoneCodeStore } from './phone-code.store.js';
import { PhoneCodes } from './phone-codes.js';
import { PhoneController } from './phone.controller.js';
import { SendPhoneCode } from './send-phone-code.js';
import { SpokenCodeController } from './spoken-code.controller.js';

@Module({
  imports: [LinesModule, OrganisationModule],
  controllers: [PhoneController, SpokenCodeController],
  providers: [PhoneCodeStore, PhoneCodes, NotifySender, SendPhoneCode],
})
export class PhonesModule {}
