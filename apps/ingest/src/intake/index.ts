export { Intake } from './intake.js';
export { IntakeModule } from './intake.module.js';
