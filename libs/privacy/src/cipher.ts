import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const NONCES = 256;
let unused = Buffer.alloc(0);

/** Random bytes are had for many nonces at once: asking for them costs more than they are needed for. */
function nextNonce(): Buffer {
  if (unused.length === 0) unused = randomBytes(NONCES * NONCE_BYTES);
  const nonce = unused.subarray(0, NONCE_BYTES);
  unused = unused.subarray(NONCE_BYTES);
  return nonce;
}

/** AES-256-GCM: nonce, ciphertext and tag in one. `bound` is authenticated with it and must be given again to open it. */
export function encrypt(key: Uint8Array, plain: Uint8Array, bound: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The inverse of `encrypt`. @throws when the key, the box or what it is bound to is another one */
export function decrypt(key: Uint8Array, box: Uint8Array, bound: string): Buffer {
  const end = box.length - TAG_BYTES;
  if (end < NONCE_BYTES) throw new Error('a sealed box is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(bound, 'utf8')).setAuthTag(box.subarray(end));
  return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, end)), decipher.final()]);
}
