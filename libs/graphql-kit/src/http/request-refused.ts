import { declareRefusals, type RefusalDetails, Refused } from '@app/kernel';
import { LIMITS } from '../limits/limits.js';

const messages = declareRefusals({
  MALFORMED_REQUEST: {
    status: 400,
    en: 'This is not a GraphQL request. Send a JSON object with "query", a text, and where needed "variables", an object, and "operationName", a text.',
    cy: 'Nid cais GraphQL yw hwn. Anfonwch wrthrych JSON gyda "query", sef testun, a lle bo angen "variables", sef gwrthrych, ac "operationName", sef testun.',
  },
  BATCH_REFUSED: {
    status: 400,
    en: 'Several requests in one are not answered. Send one JSON object; one operation may hold several fields under aliases.',
    cy: 'Ni atebir sawl cais mewn un. Anfonwch un gwrthrych JSON; caiff un gweithrediad gynnwys sawl maes o dan enwau eraill.',
  },
  OPERATION_UNKNOWN: {
    status: 400,
    en: 'It is not clear which operation is meant. Give "operationName" the name of one that the document holds, or leave it out where the document holds only one.',
    cy: 'Nid yw’n glir pa weithrediad a olygir. Rhowch enw un sydd yn y ddogfen i "operationName", neu ei hepgor os un yn unig sydd yn y ddogfen.',
  },
  PURPOSE_MALFORMED: {
    status: 400,
    en: 'The header "purpose" holds a code: a letter, then up to 63 letters, digits, dots, hyphens or underscores. Send one such code, or leave the header out.',
    cy: 'Cod sydd yn y pennyn "purpose": llythyren, yna hyd at 63 o lythrennau, digidau, dotiau, cysylltnodau neu danlinellau. Anfonwch un cod o’r fath, neu hepgorwch y pennyn.',
  },
  PURPOSE_UNKNOWN: {
    status: 400,
    en: 'The header "purpose" holds none of the reasons that can be given. Send a code that `reasonCodes` lists, or leave the header out.',
    cy: 'Nid oes yn y pennyn "purpose" yr un o’r rhesymau y gellir eu rhoi. Anfonwch god y mae `reasonCodes` yn ei restru, neu hepgorwch y pennyn.',
  },
  DOCUMENT_UNKNOWN: {
    status: 400,
    en: 'This installation answers only the documents that it has been given beforehand, and this is none of them. Ask whoever runs it to add it.',
    cy: 'Dim ond y dogfennau a roddwyd iddo ymlaen llaw y mae’r gosodiad hwn yn eu hateb, ac nid yw hon yn un ohonynt. Gofynnwch i bwy bynnag sy’n ei redeg ei hychwanegu.',
  },
  // So called by the clients that send a hash first: told this, they send the text, and no hash any more.
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    en: 'This installation keeps no documents, so none is known by its hash. Send the text of the document as "query".',
    cy: 'Nid yw’r gosodiad hwn yn cadw dogfennau, felly ni adwaenir yr un wrth ei hash. Anfonwch destun y ddogfen fel "query".',
  },
  RATE_LIMITED: {
    status: 429,
    en: 'More than {max, number} requests were sent within a minute. Ask again in {seconds, plural, one {# second} other {# seconds}}.',
    cy: 'Anfonwyd mwy na {max, number} o geisiadau o fewn munud. Gofynnwch eto ymhen {seconds, plural, other {# eiliad}}.',
  },
  BUSY: {
    status: 429,
    en: 'Too much is being asked at once. Ask again in {seconds, plural, one {# second} other {# seconds}}, a mutation under the same commandId.',
    cy: 'Gofynnir gormod ar yr un pryd. Gofynnwch eto ymhen {seconds, plural, other {# eiliad}}, a newid o dan yr un commandId.',
  },
  STOPPING: {
    status: 503,
    en: 'This process is about to end, and takes nothing on any more. Send the request again, a mutation under the same commandId.',
    cy: 'Mae’r broses hon ar fin dod i ben, ac nid yw’n derbyn dim mwy. Anfonwch y cais eto, a newid o dan yr un commandId.',
  },
  METHOD_REFUSED: {
    status: 405,
    en: 'A mutation is sent by POST only.',
    cy: 'Trwy POST yn unig yr anfonir newid.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    en: 'This request has more than {max, number} bytes. Send less at once.',
    cy: 'Mae gan y cais hwn fwy na {max, number} o feitiau. Anfonwch lai ar y tro.',
  },
  MEDIA_TYPE_REFUSED: {
    status: 415,
    en: 'Send the request as "Content-Type: application/json".',
    cy: 'Anfonwch y cais fel "Content-Type: application/json".',
  },
});

/** A request that is no GraphQL request, refused before anything is parsed. */
export class RequestRefused extends Refused {
  readonly statusCode: number;
  /** After how many milliseconds the same may be asked again, where that is all that is to be done. */
  readonly retryAfterMs: number | undefined;

  /** @param answer its HTTP status, where not the code's own, and when to come back */
  constructor(
    code: keyof typeof messages,
    details: RefusalDetails = { max: LIMITS.bodyBytes },
    { statusCode = messages[code].status, retryAfterMs }: { readonly statusCode?: number; readonly retryAfterMs?: number } = {},
  ) {
    super(code, details, messages[code]);
    this.statusCode = statusCode;
    this.retryAfterMs = retryAfterMs;
  }
}

// What Fastify and Mercurius call these.
const known: Readonly<Record<string, keyof typeof messages>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_REFUSED',
  MER_ERR_METHOD_NOT_ALLOWED: 'METHOD_REFUSED',
};

/** The refusal that an error of the HTTP server stands for; undefined when it is the server's own fault. */
export function requestRefused(error: unknown): RequestRefused | undefined {
  if (error instanceof RequestRefused) return error;
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  if (typeof code === 'string' && known[code]) return new RequestRefused(known[code]);
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? new RequestRefused('MALFORMED_REQUEST') : undefined;
}
