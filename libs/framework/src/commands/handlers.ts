import { type Handler, on } from '@app/event-store';
import type { EndsNamed } from '../domain/crosswalk-end.js';
import { frameworkIdOf } from '../domain/framework-id.js';
import { framework } from '../domain/framework.js';
import { publish, PublishFrameworkVersion } from '../domain/publish-framework-version.js';
import { stateCrosswalk, StateCrosswalk } from '../domain/state-crosswalk.js';
import { supersede, SupersedeFrameworkVersion, type Superseding } from '../domain/supersede-framework-version.js';
import { withdrawCrosswalk, WithdrawCrosswalk } from '../domain/withdraw-crosswalk.js';
import { frameworkStream } from '../events.js';
import { namingVersion } from './naming-version.js';
import { successor } from './successor.js';

const onCode = on(({ code }: { readonly code: string }) => frameworkStream(frameworkIdOf(code)), framework);
const onFramework = on(({ frameworkId }: { readonly frameworkId: string }) => frameworkStream(frameworkId), framework);
const onCrosswalk = on(({ from }: EndsNamed) => frameworkStream(from.frameworkId), framework);

export const frameworkHandlers: readonly Handler[] = [
  onCode(PublishFrameworkVersion, publish),
  namingVersion(({ by }: Superseding) => by, onFramework(SupersedeFrameworkVersion, supersede, successor)),
  namingVersion(
    ({ to }: EndsNamed) => to,
    onCrosswalk(StateCrosswalk, stateCrosswalk, ({ input: { to } }, streams) => streams.load(frameworkStream(to.frameworkId), framework)),
  ),
  onCrosswalk(WithdrawCrosswalk, withdrawCrosswalk),
];
