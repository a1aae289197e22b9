import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ResourceEntity } from '../configuration/index.js';
import { TellShifts } from './tell-shifts.js';
import { ToldShiftRepository } from './told-shift.js';

@Module({ imports: [TypeOrmModule.forFeature([ResourceEntity])], providers: [TellShifts, ToldShiftRepository] })
export class ShiftNoticesModule {}
