export { createApi } from './create-api.js';
export type { ApiOptions } from './options.js';
export { signInFrom } from './sign-in.js';
