import { IdempotencyEntity } from './api/index.js';
import { AudioContentEntity } from './audio/index.js';
import { AuditEntryEntity } from './audit/index.js';
import { ApiKeyEntity, CredentialEntity, SessionEntity } from './auth/index.js';
import { ConfigChangeEntity, ReferenceEntity, ResourceEntity } from './configuration/index.js';
import { TestModeEntity } from './lines/index.js';
import { ProviderFindingEntity } from './readiness/index.js';
import { SettingsEntity } from './settings/index.js';
import { ToldShiftEntity } from './shift-notices/index.js';
import { PhoneCodeEntity } from './users/index.js';
import { WatermarkEntity } from './watermarks/index.js';

/** The tables of control that are its own; outbox, inbox and dead letters are every service's. */
export const entities = [
  ResourceEntity,
  ReferenceEntity,
  ConfigChangeEntity,
  CredentialEntity,
  SessionEntity,
  ApiKeyEntity,
  AuditEntryEntity,
  IdempotencyEntity,
  SettingsEntity,
  AudioContentEntity,
  TestModeEntity,
  PhoneCodeEntity,
  ProviderFindingEntity,
  WatermarkEntity,
  ToldShiftEntity,
];
