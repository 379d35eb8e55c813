import type { Streams } from '@app/event-store';
import { type Certificate, erasure } from '../domain/erasure.js';
import { erasureStream } from '../events.js';

/** A certificate as it is handed out: the document as it was signed, its hash, the signature and the key. */
export type ErasureCertificateFile = Certificate;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The certificate of an erasure, once it has one. @param id the erasure's UUID */
export async function findCertificate(streams: Streams, id: string): Promise<ErasureCertificateFile | undefined> {
  if (!ID.test(id)) throw new Error(`${id} is not the id of an erasure: give its UUID.`);
  const state = await streams.lastKnown(erasureStream(id), erasure);
  if (state.status !== 'certified' && state.status !== 'remaining' && state.status !== 'completed') return undefined;
  const { certificate, certificateHash, signature, publicKey } = state;
  return { certificate, certificateHash, signature, publicKey };
}

/** A certificate as it was printed. @throws Error where this is none */
export function certificateIn(text: string): ErasureCertificateFile {
  const read = parsed(text);
  const { certificate, certificateHash, signature, publicKey } = read;
  if (![certificate, certificateHash, signature, publicKey].every((part) => typeof part === 'string'))
    throw new Error('This is no certificate of an erasure, as `erasure certificate` prints it.');
  return { certificate: String(certificate), certificateHash: String(certificateHash), signature: String(signature), publicKey: String(publicKey) };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
