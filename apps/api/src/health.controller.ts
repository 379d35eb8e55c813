import { Tokens } from '@app/identity';
import { ReadModel } from '@app/read-model';
import { Controller, Get, Header } from '@nestjs/common';
import type { HealthCheckResult, HealthIndicatorResult } from '@nestjs/terminus';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';

/** For whoever starts, stops and routes to this process. Nothing here is about people, so nobody is asked who they are. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readModel: ReadModel,
    private readonly tokens: Tokens,
  ) {}

  /** The process answers. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can answer queries: its database is there, a read model of its version, and somebody who says who asks. */
  @Get('ready')
  @HealthCheck({ noCache: true })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.#readModel(), () => this.#signIn()]);
  }

  async #readModel(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('readModel');
    try {
      const { ready, rebuilding, position, head, lag, failure } = await this.readModel.status();
      const standing = { position: String(position), head: String(head), lag: String(lag), rebuilding, stopped: failure !== null };
      return ready ? indicator.up(standing) : indicator.down({ ...standing, message: 'the read model of this version is being built' });
    } catch {
      return indicator.down({ message: 'the database cannot be reached' });
    }
  }

  // With one of several issuers away, those whom another signs in can go on.
  #signIn(): HealthIndicatorResult {
    const indicator = this.indicators.check('signIn');
    const issuers = Object.fromEntries(this.tokens.status().map(({ issuer, isUsable }) => [issuer, isUsable ? 'usable' : 'unreachable']));
    const isUsable = Object.values(issuers).includes('usable');
    return isUsable ? indicator.up({ issuers }) : indicator.down({ issuers, message: 'no issuer of tokens can be reached' });
  }
}
