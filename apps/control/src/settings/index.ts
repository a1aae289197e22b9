export { SettingsModule } from './settings.module.js';
export { SettingsEntity, takesDeclaredIncidents } from './settings.repository.js';
export { SettingsService } from './settings.service.js';
