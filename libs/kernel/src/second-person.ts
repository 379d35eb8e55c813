import type { Actor } from './actor.js';
import { refusals } from './refused.js';

/**
 * Who acts, and in whose name, by the ids of every account and record that could be theirs: those that were ever linked with one another, whether
 * they still are or not. It is there to refuse by; it gives nobody a right.
 */
export type Self = ReadonlySet<string>;

const refuse = refusals({
  NEEDS_A_PERSON: {
    en: 'Somebody has to answer for this, and a service account is nobody. Sign in with an account of your own.',
    cy: 'Rhaid i rywun ateb dros hyn, ac nid yw cyfrif gwasanaeth yn neb. Mewngofnodwch â’ch cyfrif eich hun.',
  },
  NEEDS_SECOND_PERSON: {
    en: 'This takes two people. You began it, or somebody did whose account or record is linked with yours, or once was. Ask somebody else who may decide it.',
    cy: 'Mae angen dau berson ar gyfer hyn. Chi a’i dechreuodd, neu rywun y mae ei gyfrif neu ei gofnod wedi’i gysylltu â’ch un chi, neu a fu unwaith. Gofynnwch i rywun arall a gaiff benderfynu.',
  },
  OWN_RECORD: {
    en: 'Nobody decides about themselves. This is about your own record, or one that is linked with an account or record of yours, or once was. Ask somebody else who may decide it.',
    cy: 'Nid oes neb yn penderfynu amdano’i hun. Mae hyn yn ymwneud â’ch cofnod chi, neu un sydd wedi’i gysylltu â chyfrif neu gofnod o’ch eiddo, neu a fu unwaith. Gofynnwch i rywun arall a gaiff benderfynu.',
  },
});

/** Whether any of some ids could be theirs. */
export function isSelf(self: Self, ids: readonly string[]): boolean {
  return ids.some((id) => self.has(id));
}

/** Refuses a service account: anybody might stand behind it. @throws Refused NEEDS_A_PERSON */
export function aPerson({ kind }: Actor): void {
  if (kind === 'service') throw refuse('NEEDS_A_PERSON');
}

/** Refuses who decides about themselves. @param about ids of the records that it is about @throws Refused OWN_RECORD */
export function aboutOthers(self: Self, ...about: readonly string[]): void {
  if (isSelf(self, about)) throw refuse('OWN_RECORD');
}

/** Refuses whoever is not another person than who began something. @param first every id of whoever did @throws Refused NEEDS_A_PERSON, NEEDS_SECOND_PERSON */
export function secondPerson(actor: Actor, self: Self, first: readonly string[]): void {
  aPerson(actor);
  if (isSelf(self, first)) throw refuse('NEEDS_SECOND_PERSON');
}
