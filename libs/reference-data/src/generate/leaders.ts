import { type CalendarDate, derivedId } from '@app/kernel';
import type { Basis, PreferredLanguage } from '@app/leader/commands';
import type { Nation, Sector } from '@app/organisation/commands';
import type { KnownOrganisation } from './catalogue.js';
import { nameOf, type PersonName, TRADITIONS } from './names.js';
import { Random, type Shares } from './random.js';

export interface Post {
  readonly assignmentId: string;
  readonly organisationId: string;
  readonly post: string;
  readonly wtePercent: number;
  readonly basis: Basis;
}

/** A made-up leader. */
export interface SyntheticLeader {
  readonly leaderId: string;
  readonly name: PersonName;
  readonly email: string;
  readonly language: PreferredLanguage;
  /** Where they work. */
  readonly nation: Nation;
  /** The first is the one that sponsors. */
  readonly posts: readonly [Post, ...Post[]];
  /** Where the leader works after a programme, if somewhere else. */
  readonly next?: Post;
}

const NATIONS: Shares<Nation> = { SCOTLAND: 46, WALES: 44, ENGLAND: 7, NORTHERN_IRELAND: 3, UNITED_KINGDOM: 1 };
const WEIGHTS: Readonly<Record<Sector, number>> = {
  NHS: 10,
  LOCAL_AUTHORITY: 4,
  INTEGRATION_AUTHORITY: 2,
  NATIONAL: 3,
  INDEPENDENT_CARE: 3,
  THIRD_SECTOR: 2,
  PRIMARY_CARE: 3,
};

type Titles = readonly [string, ...string[]];
const CARE: Titles = [
  'Service manager, adult social care',
  'Team manager, children and families',
  'Head of service, learning disability',
  'Registered manager',
  'Lead practitioner, social work',
  'Principal occupational therapist',
];
const POLICY: Titles = ['Policy lead, workforce', 'Head of leadership development', 'Programme manager', 'Analyst, workforce planning'];
const POSTS: Readonly<Record<Sector, Titles>> = {
  NHS: [
    'Ward manager',
    'Clinical nurse manager',
    'Consultant physician',
    'Head of midwifery',
    'Service manager, mental health',
    'Lead pharmacist',
    'Allied health professions lead',
    'Deputy director of finance',
    'Senior charge nurse',
  ],
  LOCAL_AUTHORITY: CARE,
  INTEGRATION_AUTHORITY: ['Locality manager', 'Head of integrated services', 'Strategic commissioning lead', 'Chief officer’s business manager'],
  NATIONAL: POLICY,
  INDEPENDENT_CARE: CARE,
  THIRD_SECTOR: ['Chief officer', 'Service lead', 'Volunteer programme manager'],
  PRIMARY_CARE: ['Practice manager', 'Cluster lead', 'General practitioner'],
};

/** Makes leaders who work for the given organisations. Who one is follows from the seed, the number and the day alone. */
export class Leaders {
  constructor(
    private readonly seed: string,
    private readonly namespace: string,
    private readonly organisations: readonly KnownOrganisation[],
  ) {}

  /** @param registeredOn employers are those that there were by then */
  at(number: number, registeredOn: CalendarDate): SyntheticLeader {
    const random = new Random(this.seed, `${this.namespace}/leader/${number}`);
    const leaderId = derivedId(this.namespace, `leader/${number}`);
    const employers = this.organisations.filter(({ since }) => since <= registeredOn);
    const nation = random.weighted(sharesOf(employers));
    const tradition = random.weighted(TRADITIONS[nation]);
    const name = nameOf(tradition, random);
    const speaksWelsh = nation === 'WALES' && random.chance(tradition === 'welsh' ? 0.6 : 0.08);

    const local = employers.filter((employer) => employer.nation === nation);
    const post = (order: number, wtePercent: number, basis: Basis): Post => {
      const { organisationId, sector } = employerAmong(local, random);
      return { assignmentId: derivedId(leaderId, `assignment/${order}`), organisationId, post: random.pick(POSTS[sector]), wtePercent, basis };
    };
    return {
      leaderId,
      name,
      // example.org is set aside for examples and reaches nobody.
      email: `${leaderId.slice(0, 8)}@example.org`,
      language: speaksWelsh ? 'cy' : 'en',
      nation,
      posts: postsOf(post, random),
      ...(random.chance(0.15) && { next: post(9, 100, 'SUBSTANTIVE') }),
    };
  }
}

/** Several posts at once, also with different employers, are no exception here. */
function postsOf(post: (order: number, wtePercent: number, basis: Basis) => Post, random: Random): SyntheticLeader['posts'] {
  switch (random.weighted({ one: 66, partTime: 12, two: 12, honorary: 6, secondment: 4 })) {
    case 'one':
      return [post(1, 100, random.weighted({ SUBSTANTIVE: 92, ACTING_UP: 8 }))];
    case 'partTime':
      return [post(1, random.pick([50, 60, 80, 90]), 'SUBSTANTIVE')];
    case 'two':
      return [post(1, 60, 'SUBSTANTIVE'), post(2, 40, 'FIXED_TERM')];
    case 'honorary':
      return [post(1, 100, 'SUBSTANTIVE'), post(2, 10, 'HONORARY')];
    case 'secondment':
      return [post(1, 80, 'SECONDMENT'), post(2, 20, 'SUBSTANTIVE')];
  }
}

function sharesOf(employers: readonly KnownOrganisation[]): Shares<Nation> {
  const present = new Set(employers.map(({ nation }) => nation));
  return Object.fromEntries(Object.entries(NATIONS).map(([nation, share]) => [nation, present.has(nation as Nation) ? share : 0])) as Shares<Nation>;
}

function employerAmong(employers: readonly KnownOrganisation[], random: Random): KnownOrganisation {
  let left = random.whole(0, employers.reduce((sum, { sector }) => sum + WEIGHTS[sector], 0) - 1);
  for (const employer of employers) {
    left -= WEIGHTS[employer.sector];
    if (left < 0) return employer;
  }
  throw new Error('no employer to choose');
}
