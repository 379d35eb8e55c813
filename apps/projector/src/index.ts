export { createProjector } from './projector.js';
