const UUID_OID = 2950;
const int32 = (value: number): string => value.toString(16).padStart(8, '0');

const EMPTY = int32(0) + int32(0) + int32(UUID_OID);
const ONE_DIMENSION = int32(1) + int32(0) + int32(UUID_OID);
const FROM_ONE = int32(1);
const LENGTH = int32(16);

/**
 * UUIDs as a parameter of type `uuid[]`, in PostgreSQL's binary format (`array_send`): of many, the server reads it in a tenth of the time that
 * their texts take, and nothing has to be quoted.
 * @throws Error where one of them is no UUID
 */
export function uuidArray(ids: readonly string[]): Buffer {
  const elements = ids.map((id) => LENGTH + id.replaceAll('-', '')).join('');
  const digits = ids.length === 0 ? EMPTY : ONE_DIMENSION + int32(ids.length) + FROM_ONE + elements;
  const array = Buffer.from(digits, 'hex');
  // What is no digit ends it early.
  if (array.length * 2 !== digits.length || elements.length !== ids.length * 40) throw new Error(`not all of these are UUIDs: ${ids.join(', ')}`);
  return array;
}
