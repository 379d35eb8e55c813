import type { Claim, Role } from '@app/identity';
import type { Bilingual } from '@app/localisation';

/** Somebody to sign in as. None is a real person. */
export interface SampleAccount {
  /** What the provider calls them; identities are linked to people by this and `DEVELOPMENT_ISSUER`. */
  readonly subject: string;
  readonly role: Role;
  readonly title: Bilingual;
  /** What can be seen as this one. */
  readonly about: Bilingual;
  /** What the provider claims of them. The first four have their role by whom they are linked to. */
  readonly claims: readonly Claim[];
}

/** One for each role. */
export const sampleAccounts: readonly SampleAccount[] = [
  {
    subject: 'sample-leader',
    role: 'leader',
    title: { en: 'Leader', cy: 'Arweinydd' },
    about: {
      en: 'Their own record: programmes, and what others may see of them.',
      cy: 'Eu cofnod eu hunain: rhaglenni, a’r hyn y caiff eraill ei weld amdanynt.',
    },
    claims: [],
  },
  {
    subject: 'sample-line-manager',
    role: 'line-manager',
    title: { en: 'Line manager', cy: 'Rheolwr llinell' },
    about: { en: 'Their own record and those of the people who report to them.', cy: 'Eu cofnod eu hunain a chofnodion y bobl sy’n atebol iddynt.' },
    claims: [],
  },
  {
    subject: 'sample-programme-lead',
    role: 'programme-lead',
    title: { en: 'Programme lead', cy: 'Arweinydd rhaglen' },
    about: { en: 'The cohorts and the participants of the programmes that they lead.', cy: 'Carfanau a chyfranogwyr y rhaglenni y maent yn eu harwain.' },
    claims: [],
  },
  {
    subject: 'sample-panel-member',
    role: 'panel-member',
    title: { en: 'Panel member', cy: 'Aelod o banel' },
    about: { en: 'The applications that come before their panels.', cy: 'Y ceisiadau sy’n dod gerbron eu paneli.' },
    claims: [],
  },
  {
    subject: 'sample-talent-partner',
    role: 'talent-partner',
    title: { en: 'Talent partner', cy: 'Partner talent' },
    about: {
      en: 'Everybody who works for the health boards of Scotland, and how cohorts fill.',
      cy: 'Pawb sy’n gweithio i fyrddau iechyd yr Alban, a sut mae carfanau’n llenwi.',
    },
    claims: [{ role: 'talent-partner', scope: { organisations: ['scottish-government-health-and-social-care'] } }],
  },
  {
    subject: 'sample-auditor',
    role: 'auditor',
    title: { en: 'Auditor', cy: 'Archwilydd' },
    about: {
      en: 'What was recorded, when and by whom, and proof that nothing was altered.',
      cy: 'Beth a gofnodwyd, pryd a chan bwy, a phrawf na newidiwyd dim.',
    },
    claims: [{ role: 'auditor', scope: 'national' }],
  },
  {
    subject: 'sample-board-member',
    role: 'board-member',
    title: { en: 'Board member', cy: 'Aelod o fwrdd' },
    about: { en: 'Figures for the whole country, and no person behind them.', cy: 'Ffigurau ar gyfer y wlad gyfan, heb unrhyw unigolyn y tu ôl iddynt.' },
    claims: [{ role: 'board-member', scope: 'national' }],
  },
  {
    subject: 'sample-administrator',
    role: 'administrator',
    title: { en: 'Administrator', cy: 'Gweinyddwr' },
    about: { en: 'Everything that keeps the service going.', cy: 'Popeth sy’n cadw’r gwasanaeth i fynd.' },
    claims: [{ role: 'administrator', scope: 'national' }],
  },
];

/** The sample account of a role. */
export function sampleAccount(role: Role): SampleAccount {
  const account = sampleAccounts.find((one) => one.role === role);
  if (!account) throw new Error(`there is no sample account for the role ${role}`);
  return account;
}

/** A service, which signs in with a secret of its own. Nobody chooses it from a page. */
export const sampleService = {
  clientId: 'sample-service',
  claims: [{ role: 'administrator', scope: 'national' }],
} as const satisfies { readonly clientId: string; readonly claims: readonly Claim[] };
