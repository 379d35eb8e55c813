import { type LoggedEvent, recordedBy, Streams } from '@app/event-store';
import { Access, type Role, type Viewer } from '@app/identity';
import { Refused } from '@app/kernel';
import type { Snapshot } from '@app/read-model';
import { Injectable } from '@nestjs/common';

/** What may be known of a fact: what it is called and concerns; of one that voids another, of that. */
interface Known {
  readonly type: string;
  readonly fields: object;
}

/** To whom it is told that a fact is on record: to who recorded it, may amend it, or is shown it by what it is of. */
@Injectable()
export class FactsShown {
  constructor(
    private readonly access: Access,
    private readonly streams: Streams,
  ) {}

  /** Whether a viewer is told that there is such a fact. */
  async isShown(snapshot: Snapshot, viewer: Viewer, event: LoggedEvent): Promise<boolean> {
    if (event.meta.actor.id === viewer.actor.id) return true;
    const rules = this.streams.amendingOf(event.stream);
    if (!rules) return false;
    const group = rules.shownTo[knownOf(event).type];
    const key = event.stream.slice(rules.category.length + 1);
    if (typeof group === 'string' && (await this.access.sees(snapshot, viewer, rules.of, group, key))) return true;
    try {
      return (await this.amends(snapshot, viewer, event)) !== undefined;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }

  /**
   * The role under which a viewer may amend a fact; undefined of one that nobody may.
   * @throws Refused as `Access.permit` does, of the command that recorded it
   */
  async amends(snapshot: Snapshot, viewer: Viewer, event: LoggedEvent): Promise<Role | undefined> {
    const { type, fields } = knownOf(event);
    const by = recordedBy(this.streams.amendingOf(event.stream), type);
    return by && this.access.permit(snapshot, viewer, by.name, fields);
  }
}

function knownOf({ type, data }: LoggedEvent): Known {
  if (type !== 'FactVoided') return { type, fields: data as object };
  const { eventType, concerns } = data as { readonly eventType: string; readonly concerns: object };
  return { type: eventType, fields: concerns };
}
