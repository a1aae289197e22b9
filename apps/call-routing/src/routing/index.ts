export { CallAdmission } from './call-admission.js';
export { CallPlanner, lineSetup, spoken } from './call-planner.js';
export { ContactBook } from './contact-book.js';
export { orWithout, type RescueResponder, RescueResponders } from './rescue-responders.js';
