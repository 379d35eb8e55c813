import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';

const INFO = 30;
// Nest's account of how it is put together, some forty lines at every start.
const ASSEMBLY = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'GraphQLModule', 'NestApplication']);

/** Structured logs of a whole process, one JSON object a line, with nothing personal in them. @param level `fatal` … `trace`, or `silent` */
export function logging(level: string): DynamicModule {
  return LoggerModule.forRoot({
    forRoutes: [],
    pinoHttp: {
      level,
      base: {},
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      hooks: {
        logMethod(line, method, severity) {
          const { context } = line[0] as unknown as { readonly context?: string };
          const isAssembly = severity === INFO && context !== undefined && ASSEMBLY.has(context);
          if (!isAssembly || this.isLevelEnabled('debug')) method.apply(this, line);
        },
      },
    },
  });
}
