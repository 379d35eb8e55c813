// `node --import ./test/support/typescript.register.js some.ts` runs a source as it stands, without a build.
import { register } from 'node:module';

register('./typescript.loader.js', import.meta.url);
