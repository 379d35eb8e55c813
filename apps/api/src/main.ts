import { isProduction, logLevelFrom, migrateTracker, openInstallation, portFrom, starting } from '@app/tracker';
import { Logger } from '@nestjs/common';
import 'reflect-metadata';
import { createApi } from './create-api.js';
import { exposureFrom } from './exposure.js';
import { signInFrom } from './sign-in.js';

const started = starting();
const { env } = process;
const host = env['HOST'] ?? (isProduction(env) ? '0.0.0.0' : '127.0.0.1');
const port = portFrom(env, 3_000);
const logLevel = logLevelFrom(env);
const signIn = await signInFrom(env, host);
const exposure = await exposureFrom(env);
const installation = await openInstallation(env, { share: true });
const { options, dataDir, production } = installation;
await migrateTracker(options.database);
const app = await createApi({ ...options, dataDir, production, signIn, exposure, logLevel });

const stop = (signal: NodeJS.Signals): void => {
  Logger.log(`${signal}: answering what is under way, then stopping`, 'Api');
  app
    .close()
    .then(() => installation.close())
    .catch((error: unknown) => {
      Logger.error(error, 'Api');
      process.exitCode = 1;
    });
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

await app.listen(port, host);
started();
Logger.log(`listening on ${await app.getUrl()}`, 'Api');
