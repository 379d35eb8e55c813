import { LocalMasterKey } from '@app/privacy';
import { randomBytes } from 'node:crypto';
import { certify, faultsOf } from './certificate.js';
import { certificateIn } from './certificate-file.js';

describe('a certificate', () => {
  const installation = new LocalMasterKey(randomBytes(32));

  it('is verified by the installation’s key, after it was printed and read', async () => {
    const certificate = await certify('{"a":1}', installation);
    expect(faultsOf(certificateIn(JSON.stringify(certificate, null, 2)), await installation.verifyingKey())).toEqual([]);
  });
  it('shows what was altered', async () => {
    const certificate = await certify('{"a":1}', installation);
    const key = await installation.verifyingKey();
    expect(faultsOf({ ...certificate, certificate: '{"a":2}' }, key)).toEqual(['HASH', 'SIGNATURE']);
    expect(faultsOf({ ...certificate, certificateHash: '00' }, key)).toEqual(['HASH']);
    expect(faultsOf({ ...certificate, signature: 'AAAA' }, key)).toEqual(['SIGNATURE']);
  });
  it('of another installation is not this one’s', async () => {
    const certificate = await certify('{"a":1}', new LocalMasterKey(randomBytes(32)));
    expect(faultsOf(certificate, await installation.verifyingKey())).toEqual(['SIGNATURE']);
    expect(faultsOf(certificate, 'no key')).toEqual(['SIGNATURE']);
  });
  it.each(['', '[]', '{}', 'null', '{"certificate":1}'])('is not %p', (text) => expect(() => certificateIn(text)).toThrow('no certificate'));
});
