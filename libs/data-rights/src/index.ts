export { faultsOf } from './carrying-out/certificate.js';
export type { ErasureCertificateFile } from './carrying-out/certificate-file.js';
export { certificateIn, findCertificate } from './carrying-out/certificate-file.js';
export { DataRightsGraphqlModule, DataRightsModule } from './data-rights.module.js';
export { dataRightsEventTypes } from './events.js';
export { erasures } from './process/erasures.js';
export { dataRightsAccess } from './read.js';
export { erasureRequestProjection } from './read-model/erasure-request.projection.js';
