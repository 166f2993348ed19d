import type { TokenVerifier } from '../../auth/tokens/index.js';
import { bearerToken } from '../../auth/tokens/index.js';
import type { OperatorCheck } from './ops.access.js';

/** Lets tokens with the role `administrator` in. Every doubt is a no. */
export const administratorCheck =
  (verifier: TokenVerifier): OperatorCheck =>
  async (authorization) => {
    try {
      const token = bearerToken(authorization);
      if (token === undefined) return false;
      const principal = await verifier.verify(token);
      return principal.roles.includes('administrator');
    } catch {
      return false;
    }
  };
