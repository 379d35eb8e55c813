export { createApi } from './create-api.js';
export type { Exposure } from './exposure.js';
export { exposureFrom } from './exposure.js';
export type { ApiOptions, Timeouts } from './options.js';
export { queries } from './queries.js';
export { schemaOfClasses } from './schema.js';
export { signInFrom } from './sign-in.js';
