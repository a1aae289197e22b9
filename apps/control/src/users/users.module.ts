import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/index.js';
import { ProviderAccountsModule } from '../provider-accounts/index.js';
import { SettingsModule } from '../settings/index.js';
import { AbsencesController } from './absences.controller.js';
import { FirstAdmin, FirstStart } from './first-start.js';
import { MeController } from './me.controller.js';
import { NotificationSender } from './notification-sender.js';
import { OwnProfile } from './own-profile.js';
import { PhoneCodeEntity, PhoneCodeRepository } from './phone-code.repository.js';
import { PhoneCodes } from './phone-codes.js';
import { PhoneController, SpokenCodeController } from './phone.controller.js';
import { SendPhoneCode } from './send-phone-code.js';
import { UsersController } from './users.controller.js';

/** People, their own profiles, and the proof that a phone is theirs. */
@Module({
  imports: [AuthModule, ProviderAccountsModule, SettingsModule, TypeOrmModule.forFeature([PhoneCodeEntity])],
  controllers: [MeController, UsersController, AbsencesController, PhoneController, SpokenCodeController],
  providers: [FirstAdmin, FirstStart, OwnProfile, PhoneCodeRepository, PhoneCodes, NotificationSender, SendPhoneCode],
})
export class UsersModule {}
