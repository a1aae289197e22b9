export { KeepOrganisationSettings } from './keep-organisation-settings.js';
export { OrganisationModule } from './organisation.module.js';
