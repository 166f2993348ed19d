import { DiagnosisEntity } from './diagnosis.entity.js';
import { DiagnosisResolver } from './diagnosis.resolver.js';
import { DiagnosisCipher, DiagnosisService } from './diagnosis.service.js';

/** Tables of this folder. */
export const diagnosisEntities = [DiagnosisEntity];

/** What the folder puts into the service's module. */
export const diagnosisProviders = [DiagnosisCipher, DiagnosisService, DiagnosisResolver];
