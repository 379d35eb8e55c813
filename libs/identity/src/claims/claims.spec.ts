import { readFile } from 'node:fs/promises';
import { applyMapping } from './apply-mapping.js';
import type { ClaimsMapping } from './claims-mapping.js';
import { MappingInvalid, readMapping } from './read-mapping.js';

const mappingOf = (yaml: string): ClaimsMapping => {
  const [only] = readMapping('mapping.yaml', `issuers:\n  - ${yaml.trim().replaceAll('\n', '\n    ')}\n`);
  if (!only) throw new Error('no mapping');
  return only.mapping;
};

describe('a mapping', () => {
  const mapping = mappingOf(`
subject: oid
service: { claim: idtyp, value: app }
language: preferred.language
require: { claim: level, value: [2, 3] }
roles:
  - { role: auditor, when: { claim: roles, value: audit } }
  - { role: talent-partner, when: { claim: roles, value: talent }, scope: { claim: 'https://example.org/units', codes: { '17': nhs-fife, '18': nhs-borders } } }
  - { role: talent-partner, when: { claim: roles, value: talent-lothian }, scope: { organisations: [nhs-lothian] } }
  - { role: talent-partner, when: { claim: roles, value: talent-everywhere }, scope: national }`);
  const mapped = (claims: object) => applyMapping(mapping, { oid: 'x', ...claims });

  it('gives the roles whose claims are there, in its own order', () => {
    expect(mapped({ roles: ['talent-lothian', 'audit', 'unheard-of'] }).claims).toEqual([
      { role: 'auditor', scope: 'national' },
      { role: 'talent-partner', scope: { organisations: ['nhs-lothian'] } },
    ]);
    expect(mapped({ roles: 'audit' }).claims).toEqual([{ role: 'auditor', scope: 'national' }]);
    expect(mapped({ roles: ['Audit', 'auditor', 'audit '] }).claims).toEqual([]);
  });

  it('translates the provider’s codes, and gives nothing for one that it does not know', () => {
    const scoped = (units: unknown) => mapped({ roles: ['talent'], 'https://example.org/units': units }).claims;
    expect(scoped([17, '18', 19])).toEqual([{ role: 'talent-partner', scope: { organisations: ['nhs-fife', 'nhs-borders'] } }]);
    expect([scoped(['19']), scoped([]), scoped(undefined), scoped('__proto__'), scoped('toString')]).toEqual([[], [], [], [], []]);
  });

  it('reaches as far as any of its rules lets a role reach', () => {
    const unit = { 'https://example.org/units': 17 };
    expect(mapped({ roles: ['talent', 'talent-lothian'], ...unit }).claims).toEqual([
      { role: 'talent-partner', scope: { organisations: ['nhs-fife', 'nhs-lothian'] } },
    ]);
    expect(mapped({ roles: ['talent-everywhere', 'talent'], ...unit }).claims).toEqual([{ role: 'talent-partner', scope: 'national' }]);
  });

  it.each<readonly [claims: object, part: object]>([
    [{}, { subject: 'x', kind: 'person' }],
    [{ idtyp: 'app' }, { kind: 'service' }],
    [{ idtyp: 'user' }, { kind: 'person' }],
    [{ preferred: { language: 'cy-GB' } }, { language: 'cy' }],
    [{ preferred: { language: 'EN_us' } }, { language: 'en' }],
    [{ level: 2 }, { sufficient: true }],
    [{ level: '3' }, { sufficient: true }],
    [{ level: 1 }, { sufficient: false }],
    [{}, { sufficient: false }],
    [{ oid: '' }, { subject: undefined }],
    [{ oid: { toString: 'x' } }, { subject: undefined }],
    [{ oid: 'x'.repeat(256) }, { subject: undefined }],
  ])('of %j has %j', (claims, part) => expect(mapped(claims)).toMatchObject(part));

  it('has no language that the product has not', () => expect(mapped({ preferred: { language: 'cyr' } })).not.toHaveProperty('language'));
});

describe('the mapping of docs/sign-in.md', () => {
  let examples: readonly string[];
  beforeAll(async () => {
    const docs = await readFile(new URL('../../../../docs/sign-in.md', import.meta.url), 'utf8');
    examples = [...docs.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml]) => yaml ?? '');
  });
  const example = (issuer: string): ClaimsMapping => {
    const found = examples.flatMap((yaml) => readMapping('docs/sign-in.md', yaml)).find((each) => each.issuer?.includes(issuer));
    if (!found) throw new Error(`no example for ${issuer}`);
    return found.mapping;
  };

  describe('for NHS CIS2', () => {
    // As an ID token and the UserInfo endpoint have them together; the figures are made up.
    const claims = {
      iss: 'https://am.nhsint.auth-ptl.cis2.spineservices.nhs.uk:443/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare',
      sub: '500000000017',
      aud: '999999999999.apps.national',
      acr: 'AAL3_ANY',
      amr: ['N3_SMARTCARD'],
      id_assurance_level: '3',
      authentication_assurance_level: '3',
      selected_roleid: '555000000102',
      name: 'Example Sian',
      nhsid_useruid: '500000000017',
      nhsid_nrbac_roles: [
        {
          person_orgid: '555000000201',
          person_roleid: '555000000101',
          org_code: 'RXX',
          role_name: '"Support":"Systems Support":"Systems Support Access Role"',
          role_code: 'S8001:G8005:R8015',
        },
        {
          person_orgid: '555000000202',
          person_roleid: '555000000102',
          org_code: 'RYY',
          role_name: '"Admin & Clerical":"Management - A & C":"Manager"',
          role_code: 'S8002:G8006:R8006',
        },
      ],
    };

    it('gives the role that was selected, for the organisation that it is held in', () => {
      expect(applyMapping(example('cis2'), claims)).toEqual({
        subject: '500000000017',
        sufficient: true,
        kind: 'person',
        claims: [{ role: 'talent-partner', scope: { organisations: ['example-trust'] } }],
      });
    });

    it('gives none of the roles that were not selected, and none where none was', () => {
      expect(applyMapping(example('cis2'), { ...claims, selected_roleid: '555000000101' }).claims).toEqual([]);
      expect(applyMapping(example('cis2'), { ...claims, selected_roleid: undefined }).claims).toEqual([]);
    });

    it('asks for a sign-in that CIS2 is sure of', () => {
      expect(applyMapping(example('cis2'), { ...claims, authentication_assurance_level: '1' }).sufficient).toBe(false);
    });
  });

  describe('for Microsoft Entra', () => {
    const claims = {
      aud: '2c3caa80-93f9-425e-8b85-0745f50c0d24',
      iss: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0',
      sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
      oid: '00000000-0000-0000-66f3-3332eca7ea81',
      tid: '11111111-2222-3333-4444-555555555555',
      ver: '2.0',
      idtyp: 'user',
      xms_pl: 'cy-gb',
      roles: ['Tracker.TalentPartner.Lothian', 'Tracker.Auditor'],
    };

    it('gives app roles, the person by the id of the directory, and the language', () => {
      expect(applyMapping(example('microsoftonline'), claims)).toEqual({
        subject: claims.oid,
        sufficient: true,
        kind: 'person',
        language: 'cy',
        claims: [
          { role: 'auditor', scope: 'national' },
          { role: 'talent-partner', scope: { organisations: ['nhs-lothian'] } },
        ],
      });
    });

    it('knows an application by itself', () => {
      expect(applyMapping(example('microsoftonline'), { ...claims, idtyp: 'app', roles: ['Tracker.Administrator'], xms_pl: undefined })).toMatchObject({
        kind: 'service',
        claims: [{ role: 'administrator', scope: 'national' }],
      });
    });
  });
});

describe('a file that cannot be used', () => {
  const problems = (text: string): readonly string[] => {
    try {
      readMapping('mapping.yaml', text);
    } catch (error) {
      if (error instanceof MappingInvalid) return error.problems;
      throw error;
    }
    return [];
  };

  it('is told all that is wrong with it, with the line', () => {
    expect(
      problems(`issuers:
  - issuer: https://a.example
    rules: []
    userinfo: perhaps
    roles:
      - { role: emperor, when: { claim: a, value: b } }
      - { role: leader, when: { claim: a, value: b } }
      - role: talent-partner
        when: []
      - { role: auditor, when: { claim: a }, scope: { organisations: [x] } }
      - { role: board-member, when: { claim: '', value: b }, scope: { organisations: [] } }
  - issuer: https://a.example
    roles: []
`),
    ).toEqual([
      'mapping.yaml:3: issuers.0.rules: this is not known here: issuer, subject, require, service, language, userinfo, roles are',
      'mapping.yaml:4: issuers.0.userinfo: true or false is wanted',
      expect.stringMatching(/^mapping\.yaml:6: issuers\.0\.roles\.0\.role: one of talent-partner, auditor, board-member, administrator is wanted/),
      expect.stringMatching(/^mapping\.yaml:7: issuers\.0\.roles\.1\.role: /),
      'mapping.yaml:9: issuers.0.roles.2.when: at least one condition is wanted: without one, everybody would have the role',
      expect.stringMatching(/^mapping\.yaml:8: issuers\.0\.roles\.2\.scope: say how far the role reaches/),
      'mapping.yaml:10: issuers.0.roles.3.when: either a value (or a list of them) or sameAs is wanted',
      expect.stringMatching(/^mapping\.yaml:10: issuers\.0\.roles\.3\.when\.value: a list of at most 500/),
      'mapping.yaml:10: issuers.0.roles.3.scope: the role auditor reaches everything: leave this out',
      'mapping.yaml:11: issuers.0.roles.4.when.claim: a text of 1 to 200 characters is wanted',
      'mapping.yaml:11: issuers.0.roles.4.scope.organisations: at least one is wanted',
      'mapping.yaml:12: issuers.1.issuer: https://a.example stands here twice',
    ]);
  });

  it.each<readonly [what: string, text: string, problem: RegExp]>([
    ['no YAML', 'issuers: [', /:1: this is no YAML/],
    ['nothing', '', /the file: an object with issuers is wanted/],
    ['a list', '[]', /the file: an object with issuers is wanted/],
    ['empty', 'issuers: []', /issuers: name at least one/],
    ['several without saying which', 'issuers: [{ roles: [] }, { roles: [] }]', /say which issuer this is of/],
    ['full of aliases', 'issuers: &a [*a, *a]', /aliases are not read here/],
  ])('is %s', (_what, text, problem) => expect(problems(text).join('\n')).toMatch(problem));
});
