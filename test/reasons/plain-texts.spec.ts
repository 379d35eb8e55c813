import { features } from '@app/tracker';
import { getNamedType, isInputObjectType } from 'graphql';
import { apiSchema } from '../access/support/schema.js';
import { declaredEvents } from '../../.config/generate/declared-events.js';
import { envelopeFields, plainTexts, plainTextsOf } from '../../.config/generate/plain-texts.js';

// What is stored unsealed stays for ever, whoever is erased. So a text that a caller can fill in is a code, a published title of a thing, or sealed.
const CODE = 'a code that is on a list, or that the command checks against what is registered';
const TITLE = 'the published title of a thing, which administrators and programme leads give it';
const PUBLISHED = 'a published code, title or source of reference data, from a pack or an administrator';
const RULE = 'a retention rule of the installation, from a file of whoever runs it: it cites the authority';
const OWN = 'made by the product: no caller writes it';
const ID = 'an id';
const ACCOUNT = 'the id of an account: keyed, so that it tells nobody without the installation’s keys whose it is';

/** Every plain text that events hold, by `Type.path`, or by a pattern of them, and why it may. */
const STORED: readonly (readonly [path: RegExp, why: string])[] = [
  [/^(OrganisationRegistered|ProgrammePublished|ProgrammeRevised)\.(code|name\.(en|cy)|provider|award|provenance\.\w+)$/, PUBLISHED],
  [/^OrganisationRenamed\.name\.(en|cy)$/, PUBLISHED],
  [
    /^QuestionSetPublished\.(code|edition|title\.(en|cy)|provenance\.\w+|questions\.\*\.(code|text\.(en|cy)|(options|categories)\.\*\.(code|countedAs|text\.(en|cy))))$/,
    PUBLISHED,
  ],
  [/^ReasonCode(Registered|Renamed|Retired)\.(code|name\.(en|cy)|provenance\.\w+)$/, PUBLISHED],
  [
    /^FrameworkVersionPublished\.(code|version|publisher|source|(names|note|licence\.note|(elements|scale)\.\*\.names|elements\.\*\.descriptors\.\*)\.(en|cy)|(elements|scale)\.\*\.\w*[cC]ode)$/,
    PUBLISHED,
  ],
  [/^FrameworkVersionPublished\.permission$/, 'by what a publisher’s permission is filed: a reference without spaces, and no sentence'],
  [/^FrameworkSuperseded\.(by\.)?(code|version)$/, PUBLISHED],
  [/^Crosswalk(Stated|Withdrawn)\.((from|to)\.(version|element)|source)$/, PUBLISHED],
  [/^(CohortOpened\.(name|award)|CohortRevised\.name)$/, TITLE],
  [/^Session(Scheduled|Moved)\.title$/, TITLE],
  [/^AwardGranted\.award$/, TITLE],
  [/^PersonalDataRead\.purpose$/, CODE],
  [/^PersonalDataRead\.onBehalfOf$/, ID],
  [/^PersonalDataRead\.(roles\.\*|reads\.\*\.fields\.\*)$/, OWN],
  [/^UnmaskedFiguresRead\.(nation|characteristic)$/, CODE],
  [/^IdentityLinked\.account$/, ACCOUNT],
  [/^UnmaskedFiguresRead\.countedAt$/, OWN],
  [/^FiguresPublished\./, OWN],
  [/^Retention(Ordered|Applied)\.rules\.\*\.(nation|authority)$/, RULE],
  [/^RetentionOrdered\.expired\.\*\.keys\.\*\.purpose$/, OWN],
  [/^RetentionApplied\.(keyEncryptionKeys\.\*|unreadable\.\*\.(type|path))$/, OWN],
  [/^ErasureApproved\.responsibilities\.\*\.id$/, ID],
  [/^ErasureBegun\.(keys\.\*\.purpose|entombedAt)$/, OWN],
  [/^(ErasureBegun|ErasureCertified|LeaderRecordClosed)\.records\.\*$/, ID],
  [/^ErasureKeysDestroyed\.keyEncryptionKeys\.\*$/, OWN],
  [/^(ErasureCertified\.(certificate|certificateHash|signature|publicKey)|(ErasureCompleted|LeaderErased)\.certificateHash)$/, OWN],
  [/^ErasureValuesRemain\.found\.\*\.(table|column|positions\.\*)$/, OWN],
  [/^EventPassedOver\.(reader|eventType|position|revision)$/, OWN],
  [/^FactVoided\.(eventType|concerns\.\?)$/, OWN],
  [/^EventPassedOver\.stream$/, 'a name of EventStoreDB’s, where the event is that is passed over: whoever may write there is the server’s to say'],
  [/^EventPassedOver\.passedOverBy$/, ACCOUNT],
  [/^SubjectAccessAnswered\.(upTo|documents\.\*\.sha256)$/, OWN],
  [/^(ApplicantFoundIneligible\.signpostedTo|CohortCancelled\.transferTo|Place(Held|Queued|Promoted)\.continues)$/, ID],
];

/** The same for what stands beside the data. */
const ENVELOPE: Readonly<Record<string, string>> = {
  'meta.actor.id': 'an opaque identifier: of a record, or derived from an identity; what a service calls itself is the product’s own',
  'meta.actor.account': ACCOUNT,
  'meta.actor.role': OWN,
  'meta.actor.onBehalfOf': ID,
  'meta.actor.delegation': ID,
  'meta.commandName': OWN,
  'meta.inputHash': 'keyed, so that it tells nothing of what was given',
  'meta.reasonCode': CODE,
  'meta.traceparent': 'of the form of W3C Trace Context: hexadecimal digits alone',
  'meta.corrects': ID,
  'meta.voids': ID,
};

/** Every text that a mutation takes, and what becomes of it. */
const SEALED = 'sealed under the key of the person whom it is about';
const TAKEN: readonly (readonly [field: RegExp, becomes: string])[] = [
  [/\.reasonCode$/, CODE],
  [/\.(reason|comment|statement)$/, SEALED],
  [/^(RequestAdjustmentInput\.request|AnswerAdjustmentInput\.explanation)$/, SEALED],
  [/^(RegisterLeader|ChangeName|ChangeEmail)Input\.(legalName|knownAs|sortName|email)$/, SEALED],
  [/^(StartAssignment|ChangeAssignment)Input\.post$/, SEALED],
  [/^LinkIdentityInput\.(issuer|subject)$/, SEALED],
  [/^EqualityAnswerInput\.(question|option)$/, SEALED],
  [/^ReadUnmaskedFiguresInput\.characteristic$/, CODE],
  [/^(RegisterOrganisation|PublishProgramme|ReviseProgramme)Input\.(code|provider|award)$/, PUBLISHED],
  [/^(Register|Rename|Retire)ReasonCodeInput\.code$/, CODE],
  [/^PublishFrameworkVersionInput\.(code|version|publisher|source)$/, PUBLISHED],
  [/^PublishFrameworkVersionInput\.permission$/, CODE],
  [/^Framework(Element|Level)Input\.(code|parentCode)$/, PUBLISHED],
  [/^(SupersedeFrameworkVersion|FrameworkVersionNamed|FrameworkElementNamed)Input\.(version|element)$/, CODE],
  [/^StateCrosswalkInput\.source$/, PUBLISHED],
  [/^(Wording|Descriptor|OwnWording)Input\.(en|cy)$/, PUBLISHED],
  [/^(BilingualName|ReasonName)Input\.(en|cy)$/, PUBLISHED],
  [/^(Open|Revise)CohortInput\.name$/, TITLE],
  [/^(Schedule|Move)SessionInput\.title$/, TITLE],
];

const notAmong = (list: readonly (readonly [RegExp, string])[], found: readonly string[]) => found.filter((path) => !list.some(([known]) => known.test(path)));
const ofNothing = (list: readonly (readonly [RegExp, string])[], found: readonly string[]) =>
  list.filter(([known]) => !found.some((path) => known.test(path))).map(([known]) => String(known));

describe('a text that stands unsealed', () => {
  let stored: readonly string[];
  beforeAll(async () => {
    stored = (await declaredEvents(process.cwd())).flatMap(plainTextsOf);
  });

  it('in an event is a code, a published title, or the product’s own: any other has to be sealed, or listed here with why', () => {
    expect(notAmong(STORED, stored)).toEqual([]);
  });
  it('as a title does so in an event whose feature says that it holds titles: an erasure looks for no single words of a name there', () => {
    const asTitle = (path: string) => STORED.some(([known, why]) => [TITLE, PUBLISHED, RULE].includes(why) && known.test(path));
    expect(new Set(features.titles.events)).toEqual(new Set([...stored.filter(asTitle).map((path) => path.split('.')[0]), 'FiguresPublished']));
  });
  it('beside an event likewise', () => {
    const found = plainTexts({ kind: 'object', fields: envelopeFields(process.cwd()) }, 'meta');
    expect(found.toSorted()).toEqual(Object.keys(ENVELOPE).toSorted());
  });
  it('is listed while there is one', () => {
    expect(ofNothing(STORED, stored)).toEqual([]);
  });
});

describe('a text that a mutation takes', () => {
  const inputs = Object.values(apiSchema().getTypeMap()).filter(isInputObjectType);
  const taken = inputs.flatMap((input) =>
    Object.values(input.getFields())
      .filter(({ type }) => getNamedType(type).name === 'String')
      .map(({ name }) => `${input.name}.${name}`),
  );

  it('becomes a code, a published title, or is sealed', () => {
    expect(notAmong(TAKEN, taken)).toEqual([]);
    expect(ofNothing(TAKEN, taken)).toEqual([]);
  });
});
