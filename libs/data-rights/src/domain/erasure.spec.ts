import { idsOf, type Recorded } from '@app/kernel';
import { deciding, metaFor, recorded } from '@app/kernel/testing';
import { decide, DecideErasure, type Held } from './decide-erasure.js';
import type { ErasureApproved, ErasureEvent, ErasureRefused, ErasureRequested } from './erasure.events.js';
import { type Erasure, erasure, erasureIdOf } from './erasure.js';
import { certified, CertifyErasure, complete, CompleteErasure, standing } from './carry-out.js';
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
  it('takes no retention rule for a ground that none asks on', () =>
    given()
      .when(new RequestErasure(by(ASKING), { leaderId: LEADER, ground: 'RETENTION_ENDED' }))
      .thenRefused('RETENTION_GROUND'));
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
  it('is refused where nothing was asked', () => given().when(approve()).thenRefused('ERASURE_NOT_FOUND'));

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
    given(...destroyed)
      .when(again)
      .thenRefused('NOTHING_REMAINS');
    given().when(again).thenRefused('ERASURE_NOT_FOUND');
  });
});
