/** The metadata of a native event, in the texts that are stored. */
export interface WrittenMetadata {
  readonly effectiveOn: string;
  readonly schemaVersion: number;
  /** Undefined unless the event was imported. */
  readonly recordedAt: string | undefined;
  readonly commandId: string;
  /** RFC 8785. */
  readonly meta: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Without characters of several bytes, and without escapes. */
const TEXT = '"[ !#-\\[\\]-~]*"';
const maybe = (name: string): string => `(?:,"${name}":${TEXT})?`;
const maybeFirst = (name: string): string => `(?:"${name}":${TEXT},)?`;

/** As `toNative` writes them: what is between the parentheses stays as it is, in another order. */
const AS_WRITTEN = new RegExp(
  [
    `^{(?:"\\$causationId":(${TEXT}),)?"\\$correlationId":(${TEXT})`,
    `("actor":{${maybeFirst('account')}${maybeFirst('delegation')}"id":${TEXT},"kind":${TEXT}${maybe('onBehalfOf')},"role":${TEXT}})`,
    `("commandId":"(${UUID})","commandName":${TEXT}${maybe('corrects')})`,
    `"effectiveOn":"(\\d{4}-\\d{2}-\\d{2})"`,
    `("inputHash":${TEXT}${maybe('reasonCode')})(?:,"recordedAt":"([^"]*)")?`,
    `"schemaVersion":([1-9]\\d{0,8})(${maybe('traceparent')}${maybe('voids')})}$`,
  ].join(','),
);

/** Metadata as nearly all are, turned into what is stored without being parsed. Undefined where they may be so and are written otherwise. */
export function metadataAsWritten(metadata: Buffer): WrittenMetadata | undefined {
  const found = AS_WRITTEN.exec(metadata.toString('latin1'));
  if (!found) return undefined;
  const [, causation, correlation = '', actor = '', command = '', commandId = '', effectiveOn = '', input = '', recordedAt, version = '', rest = ''] = found;
  const cause = causation === undefined ? '' : `"causationId":${causation},`;
  const meta = `{${actor},${cause}${command},"correlationId":${correlation},${input}${rest}}`;
  return { effectiveOn, schemaVersion: Number(version), recordedAt, commandId, meta };
}
