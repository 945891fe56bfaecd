import type { PolicyVersion } from '@aws-sdk/client-iam';

/** A managed policy has five versions at most. */
const MOST_VERSIONS = 5;

/** Which version a quarantine takes out of force, and which was deleted to make room for it. */
export interface Quarantine {
  readonly versionId: string;
  readonly deletedVersionId?: string | undefined;
}

/**
 * The document of a quarantine: it allows only what everybody may do anyhow, so that it adds nothing
 * and takes nothing away that other policies allow, as a Deny would. The Sid tells whose it is: a
 * second attempt recognises the work of the first.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function quarantineDocument({ versionId, deletedVersionId }: Quarantine): string {
  const room = deletedVersionId === undefined ? '' : `InPlaceOf${upper(deletedVersionId)}`;
  const Sid = `QuarantineOf${upper(versionId)}${room}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid, Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
  });
}

/** The quarantine that a document is, if it is one: exactly one, with nothing added to it. */
export function quarantineIn(document: string): Quarantine | undefined {
  const found = /"Sid":"QuarantineOf(V\d+)(?:InPlaceOf(V\d+))?"/.exec(document);
  if (found === null) return undefined;
  const [, of, inPlaceOf] = found;
  const quarantine = { versionId: of!.toLowerCase(), deletedVersionId: inPlaceOf?.toLowerCase() };
  return document === quarantineDocument(quarantine) ? quarantine : undefined;
}

/** A Sid has letters and digits only: `v2` is `V2` in it. */
function upper(versionId: string): string {
  return versionId.toUpperCase();
}

/**
 * The version that has to go before another one can be made: the oldest that is not in force.
 * Undefined while there is room.
 */
export function versionToDelete(versions: readonly PolicyVersion[]): string | undefined {
  if (versions.length < MOST_VERSIONS) return undefined;
  const spare = versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion);
  return spare.sort((a, b) => numberOf(a) - numberOf(b))[0]?.VersionId;
}

/** Versions are counted for ever: a lower number is an older version. */
function numberOf({ VersionId = '' }: PolicyVersion): number {
  return Number(VersionId.slice(1));
}
