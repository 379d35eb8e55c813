import { ROLES } from '@app/identity';
import type { Actor, Envelope, EventMeta } from '@app/kernel';
import { access } from '@app/tracker';
import { isObjectType } from 'graphql';
import { declaredEvents } from '../../.config/generate/declared-events.js';
import type { Field } from '../../.config/generate/shape.js';
import { apiSchema } from './support/schema.js';

/** In what is handed over to whom it is about, by `SubjectAccessRequest`: every field of every event that names them. */
const EXPORT = 'subject access';

/** In the pack that an installation loads its own list from. */
const PACK = 'the pack';

/** Where what is recorded can be read: by the event’s type and the field’s path, or by its feature and that. */
const READ_AT: Readonly<Record<string, string>> = {
  'account.delegationId': 'Delegation.id',
  'account.principalId': 'Delegation.principal',
  'account.deputyId': 'Delegation.deputy',
  'account.roles': 'Delegation.roles',
  'account.authority': 'Delegation.authority',
  'account.startsOn': 'Delegation.startsOn',
  'account.endsOn': 'Delegation.endsOn',
  'DelegationGranted.reason': 'Delegation.reason',
  'account.identityId': 'Identity.id',
  'account.leaderId': 'Identity.leader',
  'account.issuer': 'Identity.issuer',
  'account.subject': 'Identity.subject',
  // By what an account was known to be somebody’s, and why it is theirs no longer, is for them to know.
  'account.account': EXPORT,
  'account.reason': EXPORT,
  'account.cause': EXPORT,

  'data-rights.leaderId': 'ErasureRequest.leader',
  'data-rights.erasureId': 'ErasureRequest.id',
  'data-rights.requesterId': 'ErasureRequest.requesterId',
  'data-rights.requestedBy': 'ErasureRequest.requestedBy',
  'data-rights.ground': 'ErasureRequest.ground',
  'data-rights.deciderId': 'ErasureRequest.deciderId',
  'ErasureRefused.reason': 'ErasureRequest.refusal',
  'data-rights.responsibilities': 'ErasureRequest.responsibilities',
  // What an erasure did is in its certificate.
  'data-rights.keys': 'ErasureCertificate.document',
  'data-rights.entombedAt': 'ErasureCertificate.document',
  'data-rights.records': 'ErasureCertificate.document',
  'data-rights.keyEncryptionKeys': 'ErasureCertificate.document',
  'data-rights.certificate': 'ErasureCertificate.document',
  'data-rights.certificateHash': 'ErasureCertificate.sha256',
  'data-rights.signature': 'ErasureCertificate.signature',
  'data-rights.publicKey': 'ErasureCertificate.publicKey',
  'data-rights.readerId': 'PersonalRead.readerId',
  'data-rights.roles': 'PersonalRead.roles',
  'data-rights.purpose': 'PersonalRead.purpose',
  'PersonalDataRead.onBehalfOf': 'PersonalRead.onBehalfOf',
  // It tells apart what one reader read within an hour, and what in another.
  'PersonalDataRead.windowId': EXPORT,
  'data-rights.reads': 'PersonalRead.fields',
  'data-rights.runId': EXPORT,
  'data-rights.record': EXPORT,
  'data-rights.rules': EXPORT,
  'data-rights.expired': EXPORT,
  'data-rights.leaderIds': EXPORT,
  'data-rights.unreadable': EXPORT,
  'RetentionApplied.keys': EXPORT,
  'RetentionApplied.keyEncryptionKeys': EXPORT,
  'HoldPlaced.leaderId': 'Leader.holds',
  'HoldLifted.leaderId': 'Leader.holds',
  'HoldPlaced.reason': 'HoldStep.holdReason',
  'data-rights.requestId': 'SubjectAccessRequest.id',
  'SubjectAccessRequested.leaderId': 'SubjectAccessRequest.leader',
  'SubjectAccessRequested.requesterId': 'SubjectAccessRequest.requesterId',
  'SubjectAccessRequested.requestedBy': 'SubjectAccessRequest.requestedBy',
  'data-rights.receivedOn': 'SubjectAccessRequest.receivedOn',
  'data-rights.dueOn': 'SubjectAccessRequest.dueOn',
  'data-rights.dueBefore': 'SubjectAccessRequest.extendedFrom',
  'SubjectAccessExtended.reason': 'SubjectAccessRequest.extensionReason',
  'data-rights.toldOn': 'SubjectAccessRequest.toldOn',
  'data-rights.way': 'SubjectAccessDocument.way',
  'data-rights.documents': 'SubjectAccessRequest.answers',
  'data-rights.language': EXPORT,
  'data-rights.upTo': EXPORT,

  'enrolment.enrolmentId': 'Enrolment.id',
  'enrolment.cohortId': 'Enrolment.cohort',
  'enrolment.programmeId': 'Enrolment.programme',
  'enrolment.leaderId': 'Enrolment.leader',
  'enrolment.assignmentId': 'EnrolmentStep.assignment',
  'enrolment.organisationId': 'EnrolmentStep.organisation',
  'enrolment.sponsor.assignmentId': 'EnrolmentStep.assignment',
  'enrolment.sponsor.organisationId': 'EnrolmentStep.organisation',
  'enrolment.application': 'EnrolmentStep.application',
  'enrolment.adjustmentId': 'Adjustment.id',
  'AdjustmentRequested.request': 'Adjustment.request',
  'AdjustmentAnswered.answer': 'Adjustment.answer',
  'AdjustmentAnswered.explanation': 'Adjustment.explanation',
  'enrolment.statement': 'EnrolmentStep.text',
  'enrolment.comment': 'EnrolmentStep.text',
  'enrolment.reason': 'EnrolmentStep.text',
  'enrolment.signpostedTo': 'EnrolmentStep.signpostedTo',
  'enrolment.respondBy': 'EnrolmentStep.respondBy',
  'enrolment.continued.enrolmentId': 'EnrolmentStep.continues',
  'enrolment.continued.attendanceMinutes': 'EnrolmentStep.attendanceMinutes',
  'enrolment.continued.reflectionMinutes': 'EnrolmentStep.reflectionMinutes',
  'enrolment.sessionId': 'EnrolmentStep.session',
  'enrolment.minutes': 'EnrolmentStep.minutes',
  'enrolment.targetCohortId': 'EnrolmentStep.targetCohort',
  'enrolment.targetEnrolmentId': 'Enrolment.continuedBy',
  'enrolment.priority': 'EnrolmentStep.priority',
  'enrolment.cause': 'EnrolmentStep.cause',
  'enrolment.attendanceMinutes': 'EnrolmentStep.attendanceMinutes',
  'enrolment.reflectionMinutes': 'EnrolmentStep.reflectionMinutes',
  'enrolment.award': 'EnrolmentStep.award',

  'EqualityAnswersRecorded.answers': 'EqualityAnswers.answers',
  'EqualityAnswersRecorded.questionSetId': 'EqualityAnswers.questionSet',
  'EqualityAnswersRecorded.countedAs': EXPORT,
  'EqualityAnswersRecorded.leaderId': EXPORT,
  'EqualityAnswersWithdrawn.leaderId': EXPORT,
  'equality.publicationId': 'FigurePublication.id',
  'FiguresPublished.countedAt': 'FigurePublication.countedAt',
  'equality.masked': 'FigurePublication.masked',
  'equality.roundTo': 'FigurePublication.roundTo',
  'equality.characteristics': 'FigurePublication.characteristics',
  'equality.figures': 'FigurePublication.funnel',
  'equality.categoryFigures': 'Figures.categories',
  'equality.grantId': 'UnmaskedGrant.id',
  'equality.granteeId': 'UnmaskedGrant.granteeId',
  'equality.granterId': 'UnmaskedGrant.granterId',
  'UnmaskedFiguresGranted.until': 'UnmaskedGrant.until',
  'UnmaskedFiguresGranted.reason': 'UnmaskedGrant.reason',
  'equality.readingId': 'UnmaskedReading.id',
  'equality.readerId': 'UnmaskedReading.readerId',
  'equality.characteristic': 'UnmaskedReading.characteristic',
  'equality.countedAt': 'UnmaskedReading.countedAt',
  'equality.until': 'UnmaskedReading.until',
  'UnmaskedFiguresRead.nation': EXPORT,
  'UnmaskedFiguresRead.organisationId': EXPORT,
  'UnmaskedFiguresRead.programmeId': EXPORT,
  'equality.questionSetId': 'QuestionSet.id',
  'equality.code': 'QuestionSet.code',
  'equality.edition': 'QuestionSet.edition',
  'equality.nation': 'QuestionSet.nation',
  'equality.title.en': 'QuestionSet.title',
  'equality.title.cy': 'QuestionSet.title',
  'equality.questions': 'QuestionSet.questions',
  'equality.provenance.pack': 'Provenance.pack',
  'equality.provenance.version': 'QuestionSet.provenance',
  'equality.provenance.publisher': 'QuestionSet.provenance',
  'equality.provenance.source': 'QuestionSet.provenance',
  'equality.provenance.licence': 'QuestionSet.provenance',

  'framework.frameworkId': 'Framework.id',
  'framework.versionId': 'FrameworkVersion.id',
  'framework.code': 'Framework.code',
  'framework.version': 'FrameworkVersion.version',
  'framework.names.en': 'FrameworkVersion.nameEn',
  'framework.names.cy': 'FrameworkVersion.nameCy',
  'framework.names.cyMissing': 'FrameworkVersion.welshMissing',
  'framework.publisher': 'FrameworkVersion.publisher',
  'FrameworkVersionPublished.source': 'FrameworkVersion.source',
  'framework.licence.status': 'FrameworkVersion.licenceStatus',
  'framework.licence.note.en': 'FrameworkVersion.licenceNote',
  'framework.licence.note.cy': 'FrameworkVersion.licenceNote',
  'framework.permission': 'FrameworkVersion.permission',
  'framework.descriptorsBundled': 'FrameworkVersion.descriptorsBundled',
  'framework.note.en': 'FrameworkVersion.note',
  'framework.note.cy': 'FrameworkVersion.note',
  'framework.elements': 'FrameworkVersion.elements',
  'framework.scale': 'FrameworkVersion.scale',
  'framework.scaleOwner': 'FrameworkVersion.scaleOwner',
  'framework.by.frameworkId': 'FrameworkVersion.framework',
  'framework.by.versionId': 'FrameworkVersion.supersededBy',
  'framework.by.code': 'Framework.code',
  'framework.by.version': 'FrameworkVersion.version',
  'framework.crosswalkId': 'Crosswalk.id',
  'framework.from.frameworkId': 'FrameworkVersion.framework',
  'framework.from.versionId': 'FrameworkElement.version',
  'framework.from.version': 'FrameworkVersion.version',
  'framework.from.element': 'Crosswalk.from',
  'framework.to.frameworkId': 'FrameworkVersion.framework',
  'framework.to.versionId': 'FrameworkElement.version',
  'framework.to.version': 'FrameworkVersion.version',
  'framework.to.element': 'Crosswalk.to',
  'CrosswalkStated.strength': 'Crosswalk.strength',
  'CrosswalkStated.source': 'Crosswalk.source',

  'leader.leaderId': 'Leader.id',
  'leader.name.legal': 'Leader.legalName',
  'leader.name.knownAs': 'Leader.name',
  'leader.name.sort': EXPORT,
  'leader.email': 'Leader.email',
  'leader.language': 'Leader.preferredLanguage',
  'leader.reason': 'LeaderStep.text',
  'leader.lastDay': 'Departure.lastDay',
  'LeaderLeft.reason': 'Departure.reason',
  'LeaderLeft.organisationId': 'Departure.organisation',
  'LeaderReturned.organisationId': 'Departure.organisation',
  'leader.mergedId': 'Leader.mergedFrom',
  'leader.mergeId': 'LeaderMerge.id',
  'leader.survivorId': 'Leader.mergedInto',
  'leader.records': 'Leader.mergedFrom',
  'leader.erasureId': 'ErasureRequest.id',
  'leader.certificateHash': 'ErasureCertificate.sha256',
  'leader.assignmentId': 'Assignment.id',
  'leader.organisationId': 'Assignment.organisation',
  'leader.post': 'Assignment.post',
  'leader.wtePercent': 'Assignment.wtePercent',
  'leader.basis': 'Assignment.basis',
  'leader.endsOn': 'Assignment.endsOn',
  'leader.cause': EXPORT,
  'leader.managerId': 'ReportingLine.managerId',

  'organisation.organisationId': 'Organisation.id',
  'organisation.code': 'Organisation.code',
  'organisation.name.en': 'Organisation.nameEn',
  'organisation.name.cy': 'Organisation.nameCy',
  'organisation.sector': 'Organisation.sector',
  'organisation.nation': 'Organisation.nation',
  'organisation.parentId': 'Organisation.parent',
  'organisation.provenance.pack': 'Organisation.provenance',
  'organisation.provenance.version': 'Organisation.provenance',
  'organisation.provenance.publisher': 'Organisation.provenance',
  'organisation.provenance.source': 'Organisation.provenance',
  'organisation.provenance.licence': 'Organisation.provenance',
  'organisation.linkId': 'Organisation.links',
  'organisation.toOrganisationId': 'OrganisationLink.organisation',
  'organisation.kind': 'OrganisationLink.kind',

  'ErasureValuesRemain.found': 'ErasureRequest.remaining',
  'ErasureValuesRemain.values': 'ErasureRequest.remaining',
  'correction.eventId': 'RecordedEvent.voids',
  'correction.eventType': 'RecordedEvent.voids',
  'correction.concerns': 'RecordedEvent.voids',

  'operation.reader': 'PassedOverEvent.reader',
  'operation.eventId': 'PassedOverEvent.eventId',
  'operation.eventType': 'PassedOverEvent.eventType',
  'operation.position': 'PassedOverEvent.position',
  'operation.stream': 'PassedOverEvent.stream',
  'operation.revision': 'PassedOverEvent.revision',
  'operation.reason': 'PassedOverEvent.reason',
  'operation.passedOverBy': 'PassedOverEvent.passedOverBy',

  'reason.name.en': 'ReasonCode.nameEn',
  'reason.name.cy': 'ReasonCode.nameCy',
  'reason.provenance.pack': PACK,
  'reason.provenance.version': PACK,
  'reason.provenance.publisher': PACK,
  'reason.provenance.source': PACK,
  'reason.provenance.licence': PACK,
  'reason.reasonCodeId': 'ReasonCode.id',
  'reason.code': 'ReasonCode.code',
  'programme.programmeId': 'Programme.id',
  'programme.code': 'Programme.code',
  'programme.name.en': 'Programme.nameEn',
  'programme.name.cy': 'Programme.nameCy',
  'programme.nation': 'Programme.nation',
  'programme.level': 'Programme.level',
  'programme.provider': 'Programme.provider',
  'programme.months': 'Programme.months',
  'programme.hours.attendanceMinutes': 'Programme.attendanceMinutes',
  'programme.hours.reflectionMinutes': 'Programme.reflectionMinutes',
  'programme.cohortSize': 'Programme.cohortSize',
  'programme.award': 'Programme.award',
  'programme.provenance.pack': 'Programme.provenance',
  'programme.provenance.version': 'Programme.provenance',
  'programme.provenance.publisher': 'Programme.provenance',
  'programme.provenance.source': 'Programme.provenance',
  'programme.provenance.licence': 'Programme.provenance',
  'ProgrammeLeadAppointed.personId': 'ProgrammeLead.personId',
  'ProgrammeLeadStoodDown.personId': 'ProgrammeLead.personId',
  'programme.cohortId': 'Cohort.id',
  'programme.name': 'Cohort.name',
  'programme.capacity': 'Cohort.capacity',
  'programme.startsOn': 'Cohort.startsOn',
  'programme.endsOn': 'Cohort.endsOn',
  'programme.deliveryLanguage': 'Cohort.deliveryLanguage',
  'programme.organisationId': 'Cohort.organisation',
  'programme.offerDays': 'Cohort.offerDays',
  'programme.automaticPromotion': 'Cohort.automaticPromotion',
  'CohortOpened.hours.attendanceMinutes': 'Cohort.attendanceMinutes',
  'CohortOpened.hours.reflectionMinutes': 'Cohort.reflectionMinutes',
  'CohortOpened.award': 'Cohort.award',
  'programme.sessionId': 'Session.id',
  'programme.title': 'Session.title',
  'programme.heldOn': 'Session.heldOn',
  'programme.minutes': 'Session.minutes',
  'programme.enrolmentId': 'CohortStep.enrolment',
  'programme.leaderId': 'CohortStep.leader',
  'programme.basis': 'CohortStep.basis',
  'programme.continues': 'CohortStep.continues',
  'programme.priority': 'CohortStep.priority',
  'programme.reinstates': 'CohortStep.reinstates',
  'programme.keepsTurn': 'CohortStep.keepsTurn',
  'programme.outOfOrder': 'CohortStep.outOfOrder',
  'programme.reason': 'CohortStep.text',
  'programme.cause': 'CohortStep.cause',
  'programme.transferTo': 'CohortStep.transferTo',
  'programme.personId': 'CohortStep.leader',
};

/** What nobody reads: by it a retry is told from another command, and one system's trace is followed into another's. */
const NOBODY = 'nobody';

/** Where what stands around every event can be read by who audits the installation, whatever the event is about. */
const ENVELOPE: Readonly<Record<Exclude<keyof Envelope, 'meta'> | Exclude<keyof EventMeta, 'actor'> | `actor.${keyof Actor}`, string>> = {
  ...{ id: 'eventId', stream: 'stream', revision: 'revision', schemaVersion: 'schemaVersion', effectiveOn: 'effectiveOn', recordedAt: 'recordedAt' },
  ...{ 'actor.id': 'actor', 'actor.kind': 'actorKind', 'actor.account': 'account', 'actor.role': 'role' },
  ...{ 'actor.onBehalfOf': 'onBehalfOf', 'actor.delegation': 'delegation' },
  ...{ commandId: 'commandId', commandName: 'commandName', correlationId: 'correlationId', causationId: 'causationId' },
  ...{ reasonCode: 'reasonCode', corrects: 'corrects', voids: 'voids' },
  ...{ inputHash: NOBODY, traceparent: NOBODY },
};

const events = await declaredEvents(process.cwd());

const NAMES_SOMEBODY = /^(leaderId|leaderIds|expired|granteeId|readerId|principalId)$/;

/** Every field by its path; lists of objects are read as one. */
function paths(fields: readonly Field[], before = ''): string[] {
  return fields.flatMap(({ name, shape }) => (shape.kind === 'object' ? paths(shape.fields, `${before}${name}.`) : [`${before}${name}`]));
}

describe('everything that is recorded', () => {
  const schema = apiSchema();
  const place = (feature: string, type: string, path: string) => READ_AT[`${type}.${path}`] ?? READ_AT[`${feature}.${path}`];
  const isSeen = (type: string, field: string) => {
    if (access.matrix.parts.has(type)) return true;
    const { groups, read } = access.matrix.resource(type);
    const group = Object.entries(groups).find(([, fields]) => fields.includes(field))?.[0] ?? '';
    return ROLES.some((role) => [...access.matrix.reachesOf[role], 'public' as const].some((reach) => read[role]?.[reach]?.includes(group)));
  };

  it('is told to somebody, somewhere', () => {
    const used = new Set<string>();
    const nowhere = events.flatMap(({ feature, type, fields }) =>
      paths(fields).flatMap((path) => {
        const at = place(feature, type, path);
        used.add(READ_AT[`${type}.${path}`] === undefined ? `${feature}.${path}` : `${type}.${path}`);
        if (at === undefined) return [`${type}.${path}: nothing says where`];
        if (at === PACK) return [];
        if (at === EXPORT) return fields.some(({ name }) => NAMES_SOMEBODY.test(name)) ? [] : [`${type}.${path}: about nobody`];
        const [owner = '', field = ''] = at.split('.');
        const found = schema.getType(owner);
        if (!isObjectType(found) || !found.getFields()[field]) return [`${type}.${path}: there is no ${at}`];
        return isSeen(owner, field) ? [] : [`${type}.${path}: nobody sees ${at}`];
      }),
    );
    expect(nowhere).toEqual([]);
    expect(Object.keys(READ_AT).filter((key) => !used.has(key))).toEqual([]);
  });

  it('is told to who audits the installation by what stands around it, whatever it is about', () => {
    const told = schema.getType('RecordedEvent');
    const fields = isObjectType(told) ? told.getFields() : {};
    expect(Object.entries(ENVELOPE).filter(([, field]) => field !== NOBODY && !fields[field])).toEqual([]);
    const { groups, read } = access.matrix.resource('Moment');
    const [group = ''] = Object.entries(groups).find(([, of]) => of.includes('recordedEvents')) ?? [];
    expect(read.auditor?.national).toContain(group);
  });
});
