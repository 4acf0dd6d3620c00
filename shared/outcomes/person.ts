import { personHash, sha256Hex } from '../kernel/ids.ts';
import type { E164 } from '../kernel/phone.ts';

/**
 * The keyed hash under which we know a person. It is taken over the SHA-256 of the number, the form in which ad platforms
 * and advertisers exchange lists, so that an uploaded customer and a caller meet without anyone sending us numbers.
 */
export const hashPerson = (secret: string, number: E164): string => hashUploadedPerson(secret, sha256Hex(number));

/** The same person from an advertiser's list: `sha256` is the lower-case hex SHA-256 of the number in E.164. */
export const hashUploadedPerson = (secret: string, sha256: string): string => personHash(secret, sha256);
