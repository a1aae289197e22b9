import { Global, Module } from '@nestjs/common';
import { Slices } from './slices.js';

/** One for all of control: what is computed in slices shares one turn. */
@Global()
@Module({ providers: [Slices], exports: [Slices] })
export class SlicesModule {}
