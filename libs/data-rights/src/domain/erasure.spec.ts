import { idsOf, type Recorded } from '@app/kernel';
import { deciding, metaFor, recorded } from '@app/kernel/testing';
import { decide, DecideErasure, type Held } from './decide-erasure.js';
import type { ErasureApproved, ErasureBegun, ErasureEvent, ErasureRefused, ErasureRequested } from './erasure.events.js';
import { type Erasure, erasure, erasureIdOf } from './erasure.js';
import { begin, BeginErasure, certified, CertifyErasure, complete, CompleteErasure, destroyed as destroyedKeys, DestroyKeys, standing } from './carry-out.js';
import type { Hold } from './hold.js';
import { request, RequestErasure } from './request-erasure.js';
import { requestScan, RequestErasureScan } from './request-erasure-scan.js';

const LEADER = '11111111-1111-4111-8111-111111111111';
const ASKING = '22222222-2222-4222-8222-222222222222';
const DECIDING = '33333333-3333-4333-8333-333333333333';
const ACCOUNT = '55555555-5555-4555-8555-555555555555';
const PROGRAMME = '44444444-4444-4444-8444-444444444444';
const erasureId = erasureIdOf(LEADER);
const ref = { erasureId, leaderId: LEADER };
const by = (id: string, onBehalfOf?: string) => metaFor({ actor: { kind: 'person', id, role: 'administrator', ...(onBehalfOf && { onBehalfOf }) } });

const requested: ErasureRequested = { type: 'ErasureRequested', data: { ...ref, requesterId: ASKING, requestedBy: 'ADMINISTRATOR', ground: 'OBJECTION' } };
const refused: ErasureRefused = { type: 'ErasureRefused', data: { ...ref, deciderId: DECIDING, reason: 'LEGAL_CLAIMS' } };
const approved: ErasureApproved = { type: 'ErasureApproved', data: { ...ref, requesterId: ASKING, deciderId: DECIDING, responsibilities: [] } };

it('an erasure has one id for ever, which follows from whom it is of', () => expect(erasureId).toBe('16573bfa-d61b-5f48-b7d2-69d249665784'));

describe('asking for an erasure', () => {
  const knowing = (status: 'none' | 'registered' | 'erased') => deciding(erasure, request, { status });
  const given = knowing('registered');
  const command = new RequestErasure(by(ASKING), { leaderId: LEADER, ground: 'OBJECTION' });

  it('records who asks and why', () => given().when(command).thenRecorded(requested));
  it('tells the person themselves from somebody on their behalf', () =>
    given()
      .when(new RequestErasure(by(LEADER), { leaderId: LEADER, ground: 'OBJECTION' }))
      .thenRecorded({ type: 'ErasureRequested', data: { ...ref, requesterId: LEADER, requestedBy: 'LEADER', ground: 'OBJECTION' } }));
  it('is refused to a service account: whoever stands behind it might decide it, too', () =>
    given()
      .when(new RequestErasure(metaFor({ actor: { kind: 'service', id: ASKING, role: 'administrator' } }), { leaderId: LEADER, ground: 'OBJECTION' }))
      .thenRefused('NEEDS_A_PERSON'));
  it('is refused when it was asked already', () => given(requested).when(command).thenRefused('ERASURE_ALREADY_REQUESTED', { since: '2026-03-01' }));
  it('is refused once approved', () => given(requested, approved).when(command).thenRefused('ERASURE_UNDER_WAY'));
  it('may be done again after a refusal', () => given(requested, refused).when(command).thenRecorded(requested));
  it('is refused for nobody, and for who was erased', () => {
    knowing('none')().when(command).thenRefused('LEADER_NOT_FOUND');
    knowing('erased')().when(command).thenRefused('LEADER_ERASED');
  });
  it('is refused on a record that was merged, naming the one that goes on', () =>
    deciding(erasure, request, { status: 'merged', survivorId: PROGRAMME })().when(command).thenRefused('LEADER_MERGED', { survivorId: PROGRAMME }));
  it('takes no retention rule for a ground that none asks on, and that ground from none but a rule', () => {
    given()
      .when(new RequestErasure(by(ASKING), { leaderId: LEADER, ground: 'RETENTION_ENDED' }))
      .thenRefused('RETENTION_GROUND');
    given()
      .when(new RequestErasure(by(ASKING), { leaderId: LEADER, ground: 'OBJECTION', retentionAppliedBy: DECIDING }))
      .thenRefused('RETENTION_GROUND');
  });
  it('tells a retention rule from people, and names who applied it', () =>
    given()
      .when(new RequestErasure(by(ASKING), { leaderId: LEADER, ground: 'RETENTION_ENDED', retentionAppliedBy: LEADER }))
      .thenRecorded({ type: 'ErasureRequested', data: { ...ref, requesterId: LEADER, requestedBy: 'RETENTION', ground: 'RETENTION_ENDED' } }));
});

describe('deciding an erasure', () => {
  const knowing = ({ held = [], hold = { status: 'none' }, linked = [] }: { held?: readonly Held[]; hold?: Hold; linked?: readonly string[] }) =>
    deciding(erasure, (command: DecideErasure, state: Erasure) =>
      decide(command, state, { self: new Set([...idsOf(command.meta.actor), ...linked]), held, hold }),
    );
  const given = knowing({});
  const approve = (id = DECIDING, onBehalfOf?: string) => new DecideErasure(by(id, onBehalfOf), { erasureId, approved: true });
  const asked: readonly ErasureEvent[] = [requested];

  it('records who approves', () =>
    given(...asked)
      .when(approve())
      .thenRecorded(approved));
  it('is refused while the person is on hold, and may be refused', () => {
    const onHold = knowing({ hold: { status: 'held', reason: 'INQUIRY' } });
    onHold(...asked)
      .when(approve())
      .thenRefused('ERASURE_HELD', { reason: 'INQUIRY' });
    onHold(...asked)
      .when(new DecideErasure(by(DECIDING), { erasureId, approved: false, reason: 'LEGAL_CLAIMS' }))
      .thenRecorded(refused);
  });
  it('records why it is refused', () =>
    given(...asked)
      .when(new DecideErasure(by(DECIDING), { erasureId, approved: false, reason: 'LEGAL_CLAIMS' }))
      .thenRecorded(refused));
  it('is refused without that reason', () =>
    given(...asked)
      .when(new DecideErasure(by(DECIDING), { erasureId, approved: false }))
      .thenRefused('ERASURE_REASON_REQUIRED'));
  it('is refused to who asked, also through a deputy or as one', () => {
    given(...asked)
      .when(approve(ASKING))
      .thenRefused('ERASURE_NEEDS_SECOND_PERSON');
    given(...asked)
      .when(approve(ASKING, DECIDING))
      .thenRefused('ERASURE_NEEDS_SECOND_PERSON');
    given(...asked)
      .when(approve(DECIDING, ASKING))
      .thenRefused('ERASURE_NEEDS_SECOND_PERSON');
  });
  it('is refused to whom it is about', () => {
    given(...asked)
      .when(approve(LEADER))
      .thenRefused('ERASURE_OF_ONESELF');
    given(...asked)
      .when(approve(DECIDING, LEADER))
      .thenRefused('ERASURE_OF_ONESELF');
  });
  it('is refused to whoever could be one of them, by an account or record that was ever linked', () => {
    knowing({ linked: [ASKING] })(...asked)
      .when(approve())
      .thenRefused('ERASURE_NEEDS_SECOND_PERSON');
    knowing({ linked: [LEADER] })(...asked)
      .when(approve())
      .thenRefused('ERASURE_OF_ONESELF');
  });
  it('is refused by the account that asked, whatever record it was linked to then', () => {
    const [stored] = recorded([requested]);
    const event = {
      ...stored,
      meta: { ...stored?.meta, actor: { kind: 'person', id: ASKING, account: ACCOUNT, role: 'administrator' } },
    } as Recorded<ErasureRequested>;
    const state = erasure.evolve(erasure.initialState, event);
    const self = new Set([DECIDING, ACCOUNT]);
    expect(() => decide(approve(), state, { self, held: [], hold: { status: 'none' } })).toThrow('ERASURE_NEEDS_SECOND_PERSON');
  });
  it('is refused to a service account: nobody answers for it', () =>
    given(...asked)
      .when(new DecideErasure(metaFor({ actor: { kind: 'service', id: DECIDING, role: 'administrator' } }), { erasureId, approved: true }))
      .thenRefused('NEEDS_A_PERSON'));
  it('is refused twice', () => {
    given(...asked, refused)
      .when(approve())
      .thenRefused('ERASURE_ALREADY_DECIDED');
    given(...asked, approved)
      .when(approve())
      .thenRefused('ERASURE_UNDER_WAY');
  });
  it('is refused where nothing was asked, though an answer is on record', () => {
    given().when(approve()).thenRefused('ERASURE_NOT_FOUND');
    given(refused).when(approve()).thenRefused('ERASURE_NOT_FOUND');
  });

  it('names all that is held, by what it is called or by its id', () =>
    knowing({
      held: [
        { kind: 'PROGRAMME', id: PROGRAMME, name: 'Leading' },
        { kind: 'SELECTION_PANEL', id: ACCOUNT, name: 'Spring' },
        { kind: 'SELECTION_PANEL', id: ASKING },
        { kind: 'REPORTING_LINE', id: DECIDING },
      ],
    })(...asked)
      .when(approve())
      .thenRefused('RESPONSIBILITIES_HELD', { programmes: 1, programmeNames: 'Leading', panels: 2, panelNames: `Spring, ${ASKING}`, lines: 1 }));

  describe('about somebody who leads a programme', () => {
    const leading = knowing({ held: [{ kind: 'PROGRAMME', id: PROGRAMME, name: 'Leading for the Future' }] });
    it('names what must be handed over first', () =>
      leading(...asked)
        .when(approve())
        .thenRefused('RESPONSIBILITIES_HELD', { programmes: 1, programmeNames: 'Leading for the Future', panels: 0, panelNames: '', lines: 0 }));
    it('records that it was known', () =>
      leading(...asked)
        .when(new DecideErasure(by(DECIDING), { erasureId, approved: true, responsibilitiesKnown: true }))
        .thenRecorded({ ...approved, data: { ...approved.data, responsibilities: [{ kind: 'PROGRAMME', id: PROGRAMME }] } }));
  });
});

describe('carrying out an erasure', () => {
  const keys = [{ keyId: 'key', purpose: 'record' }];
  const since = '2026-03-01T00:00:00.000Z';
  const begun: ErasureEvent = { type: 'ErasureBegun', data: { ...ref, keys, entombedAt: since } };
  const keysDestroyed: ErasureEvent = { type: 'ErasureKeysDestroyed', data: { ...ref, keyEncryptionKeys: ['old'] } };
  const beginning = (records: readonly string[] = []) => deciding(erasure, begin, { keys, since, records });
  const destroying = deciding(erasure, destroyedKeys, ['old']);
  const toBegin = new BeginErasure(by(DECIDING), { erasureId });
  const toDestroy = new DestroyKeys(by(DECIDING), { erasureId });

  it('begins with the keys that there are, once it is approved', () => {
    beginning()(requested, approved).when(toBegin).thenRecorded(begun);
    for (const history of [[], [requested], [requested, refused], [requested, approved, begun]])
      beginning()(...history)
        .when(toBegin)
        .thenNothing();
  });
  it('names the other records of the person, where there are any', () =>
    beginning([ACCOUNT])(requested, approved)
      .when(toBegin)
      .thenRecorded({ ...begun, data: { ...begun.data, records: [ACCOUNT] } } as ErasureEvent));
  it('destroys them once it has begun', () => {
    destroying(requested, approved, begun).when(toDestroy).thenRecorded(keysDestroyed);
    for (const history of [[], [requested, approved], [requested, approved, begun, keysDestroyed]])
      destroying(...history)
        .when(toDestroy)
        .thenNothing();
  });
  it('takes no step for done that nothing led to', () => {
    destroying(requested, begun).when(toDestroy).thenNothing();
    const certificate = { certificate: '{}', certificateHash: '00', signature: 's', publicKey: 'p' };
    const certifying = deciding(erasure, certified, { certificate, found: [], values: 3 });
    certifying(requested, approved, keysDestroyed)
      .when(new CertifyErasure(by(DECIDING), { erasureId }))
      .thenNothing();
    deciding(erasure, complete)(requested, approved, begun, { type: 'ErasureCertified', data: { ...ref, ...certificate } })
      .when(new CompleteErasure(by(DECIDING), { erasureId }))
      .thenNothing();
    deciding(erasure, requestScan)(requested, approved, begun, { type: 'ErasureValuesRemain', data: { ...ref, found: [], values: 3 } })
      .when(new RequestErasureScan(by(DECIDING), { erasureId }))
      .thenRefused('NOTHING_REMAINS');
  });
});

describe('the search after the keys are destroyed', () => {
  const certificate = { certificate: '{}', certificateHash: '00', signature: 's', publicKey: 'p' };
  const found = [{ table: 'public.leftover', column: 'note', rows: 1, positions: ['7'] }];
  const destroyed: readonly ErasureEvent[] = [
    requested,
    approved,
    { type: 'ErasureBegun', data: { ...ref, keys: [], entombedAt: '2026-03-01T00:00:00.000Z' } },
    { type: 'ErasureKeysDestroyed', data: { ...ref, keyEncryptionKeys: [] } },
  ];
  const asCertified: ErasureEvent = { type: 'ErasureCertified', data: { ...ref, ...certificate } };
  const remain: ErasureEvent = { type: 'ErasureValuesRemain', data: { ...ref, found, values: 3 } };
  const completed: ErasureEvent = { type: 'ErasureCompleted', data: { ...ref, certificateHash: '00' } };
  const unclean = [...destroyed, asCertified, remain];
  const logged = { table: 'es.events', column: 'meta', rows: 1, positions: ['9'] };

  it('keeps what stands in the log, whatever is looked for, and without the values all that was found', () => {
    expect(standing([], [...found, logged], true)).toEqual([logged]);
    expect(standing([], [...found, logged], false)).toEqual([...found, logged]);
    expect(standing([{ ...logged, rows: 2 }], [logged], true)).toEqual([{ ...logged, rows: 2 }]);
    for (const elsewhere of [
      { ...logged, column: 'data' },
      { ...logged, table: 'es.subscriptions' },
    ])
      expect(standing([elsewhere], [logged], true)).toEqual([elsewhere, logged]);
  });
  const searching = (searched: object) => deciding(erasure, certified, { certificate, found: [], values: 3, ...searched });
  const search = new CertifyErasure(by(DECIDING), { erasureId });
  const finish = new CompleteErasure(by(DECIDING), { erasureId });

  it('certifies what finds nothing, and the next step completes it', () => {
    searching({})(...destroyed)
      .when(search)
      .thenRecorded(asCertified);
    deciding(erasure, complete)(...destroyed, asCertified)
      .when(finish)
      .thenRecorded(completed);
  });
  it('is certified once, and of all records of the person', () => {
    for (const history of [destroyed.slice(0, 3), [...destroyed, asCertified], [...destroyed, asCertified, completed]])
      searching({})(...history)
        .when(search)
        .thenNothing();
    deciding(erasure, complete)(...destroyed, asCertified, completed)
      .when(finish)
      .thenNothing();
    const [first, second, begun, last] = destroyed as readonly [ErasureEvent, ErasureEvent, ErasureBegun, ErasureEvent];
    searching({})(first, second, { ...begun, data: { ...begun.data, records: [ACCOUNT] } }, last)
      .when(search)
      .thenRecorded({ type: 'ErasureCertified', data: { ...ref, ...certificate, records: [ACCOUNT] } });
  });
  it('does not complete what finds something', () => {
    searching({ found })(...destroyed)
      .when(search)
      .thenRecorded(asCertified, remain);
    deciding(
      erasure,
      complete,
    )(...unclean)
      .when(finish)
      .thenNothing();
  });
  it('completes it once another finds nothing', () => {
    searching({})(...unclean)
      .when(search)
      .thenRecorded(asCertified, completed);
    searching({ found })(...unclean)
      .when(search)
      .thenRecorded(asCertified, remain);
  });
  it('is asked for again only where something was found', () => {
    const again = new RequestErasureScan(by(DECIDING), { erasureId });
    const given = deciding(erasure, requestScan);
    given(...unclean)
      .when(again)
      .thenRecorded({ type: 'ErasureScanRequested', data: ref });
    searching({})(...unclean, { type: 'ErasureScanRequested', data: ref })
      .when(search)
      .thenRecorded(asCertified, completed);
    given(...destroyed)
      .when(again)
      .thenRefused('NOTHING_REMAINS');
    given(...unclean, asCertified, completed)
      .when(again)
      .thenRefused('NOTHING_REMAINS');
    given().when(again).thenRefused('ERASURE_NOT_FOUND');
  });
});
