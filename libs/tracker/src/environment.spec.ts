import { unheeded } from './environment.js';

describe('what counts for nothing without another', () => {
  it('is said where the other is missing, or empty', () => {
    expect(unheeded({ CLAIMS_MAPPING: 'mapping.yaml' })).toEqual([expect.stringMatching(/^CLAIMS_MAPPING .* OIDC_ISSUER/)]);
    expect(unheeded({ READS_IN_OUTAGE: '60', EVENTSTORE_CONNECTION_STRING: '' })).toEqual([expect.stringContaining('EVENTSTORE_CONNECTION_STRING')]);
  });

  it('is not spoken of where it counts, or is not set', () => {
    expect(unheeded({ CLAIMS_MAPPING: 'mapping.yaml', OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: '' })).toEqual([]);
  });
});
