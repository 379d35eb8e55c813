import { Database, DatabaseUnavailable } from '@app/database';
import { fenceStatus, Mirror, movedFrom, stops } from '@app/event-store';
import { Tokens } from '@app/identity';
import { secondsAhead } from '@app/kernel';
import { Attendance } from '@app/operation';
import { ReadModel } from '@app/read-model';
import { Controller, Get, Header, Optional } from '@nestjs/common';
import type { HealthCheckResult, HealthIndicatorResult } from '@nestjs/terminus';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';

const TOO_LONG = 'EventStoreDB is away for longer than queries are answered without it (READS_IN_OUTAGE)';

const whyNot = (error: unknown): string => (error instanceof DatabaseUnavailable ? error.reason : 'the database cannot be reached');

/** For whoever starts, stops and routes to this process. Nothing here is about people, so nobody is asked who they are. */
@Controller('health')
export class HealthController {
  private readonly attendance: Attendance;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readModel: ReadModel,
    private readonly tokens: Tokens,
    private readonly database: Database,
    /** Where the history is in an EventStoreDB. */
    @Optional() private readonly mirror?: Mirror,
  ) {
    this.attendance = new Attendance(database, mirror !== undefined);
  }

  /** The process answers. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The process can answer queries: its database is there, a read model of its version and of this very log, and somebody who says who asks. That EventStoreDB is
   * away, or its mirror behind, is said and takes nobody out of service: queries are answered, for as long as `readsUntil` says. What stops the mirror for good does, and so does
   * whatever else that reads the log has stopped, in whichever process, or has nobody left who does: somebody has to look at it, while queries and commands are still answered.
   */
  @Get('ready')
  @HealthCheck({ noCache: true })
  ready(): Promise<HealthCheckResult> {
    const { mirror } = this;
    return this.health.check([
      () => this.#readModel(),
      () => this.#readers(),
      () => this.#clock(),
      () => this.#signIn(),
      () => (mirror ? this.#eventStore(mirror) : this.#ownStore()),
    ]);
  }

  async #readModel(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('readModel');
    try {
      const { whyNot: message, rebuilding, position, head, lag } = await this.readModel.status();
      const standing = { position: String(position), head: String(head), lag: String(lag), rebuilding };
      return message === null ? indicator.up(standing) : indicator.down({ ...standing, message });
    } catch (error) {
      return indicator.down({ message: whyNot(error) });
    }
  }

  async #readers(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('readers');
    try {
      const stopped = (await stops(this.database)).map(({ event, ...stop }) => ({
        ...stop,
        event: event && { ...event, position: event.position?.toString() ?? null, revision: event.revision?.toString() },
      }));
      const names = stopped.map(({ reader }) => reader);
      const unattended = await this.attendance.missing(names);
      const sentences = [
        ...(stopped.length > 0 ? [`stopped: ${names.join(', ')}`] : []),
        ...(unattended.length > 0 ? [`nobody is at work on ${unattended.join(', ')}: what is recorded is not seen there until a projector runs`] : []),
      ];
      if (sentences.length === 0) return indicator.up();
      return indicator.down({ ...(stopped.length > 0 && { stopped }), ...(unattended.length > 0 && { unattended }), message: sentences.join('; ') });
    } catch (error) {
      return indicator.down({ message: whyNot(error) });
    }
  }

  // A clock that was wrong, here or where events are stamped, keeps nobody from being answered; whoever asks for a moment has to know.
  async #clock(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('clock');
    try {
      const { recordedAt } = await this.readModel.status();
      const stampedAheadSeconds = secondsAhead(recordedAt, this.readModel.clock);
      const message = `what is recorded is stamped ${stampedAheadSeconds} seconds ahead of this clock, and all of it the same until the clock has come up to it`;
      return indicator.up({ stampedAheadSeconds, ...(stampedAheadSeconds > 0 && { message }) });
    } catch (error) {
      return indicator.down({ message: whyNot(error) });
    }
  }

  // With one of several issuers away, those whom another signs in can go on.
  #signIn(): HealthIndicatorResult {
    const indicator = this.indicators.check('signIn');
    const issuers = Object.fromEntries(this.tokens.status().map(({ issuer, isUsable }) => [issuer, isUsable ? 'usable' : 'unreachable']));
    const isUsable = Object.values(issuers).includes('usable');
    return isUsable ? indicator.up({ issuers }) : indicator.down({ issuers, message: 'no issuer of tokens can be reached' });
  }

  async #ownStore(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('eventStore');
    try {
      const [moved, fence] = await Promise.all([movedFrom(this.database), fenceStatus(this.database)]);
      const message = moved ?? fence?.message ?? this.database.room.whyNone;
      return message === undefined ? indicator.up({ ...fence }) : indicator.down({ ...fence, message });
    } catch (error) {
      return indicator.down({ message: whyNot(error) });
    }
  }

  async #eventStore(mirror: Mirror): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('eventStore');
    try {
      const [{ state, position, levelAt, lagSeconds, readsUntil, awaySince, stopped }, fence] = await Promise.all([
        mirror.status(),
        fenceStatus(this.database),
      ]);
      const { trouble } = mirror;
      const standing = {
        mirror: state,
        position: String(position),
        levelAt,
        lagSeconds,
        readsUntil,
        ...(awaySince && { awaySince }),
        ...fence,
        ...(trouble && { reason: trouble.reason }),
      };
      const isTooLong = (trouble !== undefined || state === 'away') && readsUntil !== null && readsUntil < new Date().toISOString();
      const message = stopped ?? (trouble?.isHopeless ? trouble.reason : isTooLong ? TOO_LONG : (fence?.message ?? this.database.room.whyNone));
      return message === undefined ? indicator.up(standing) : indicator.down({ ...standing, message });
    } catch (error) {
      return indicator.down({ message: whyNot(error) });
    }
  }
}
