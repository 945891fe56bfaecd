/**
 * Step Functions calls services through Java SDKs, and their naming shows: in the members of
 * `Parameters`, in results and in error names. The optimised integrations were built on version 1
 * (members as in the API model with the first letter capitalised: `MD5OfMessageBody`, `BOOL`), the
 * `aws-sdk:` ones on version 2 (`Md5OfMessageBody`, `Bool`, `DbInstanceIdentifier`).
 */
export type Spelling = (memberName: string) => string;

/** Members of the optimised integrations. */
export const version1: Spelling = upperFirst;

/** Members of `aws-sdk:` integrations: the SDK's bean property, capitalised. */
export const version2: Spelling = (name) => {
  const cached = spelled.get(name);
  if (cached !== undefined) return cached;
  const spelling = upperFirst(renamed[name] ?? lowerFirstWord(name));
  spelled.set(name, spelling);
  return spelling;
};

const spelled = new Map<string, string>();

/** Members that would be Java keywords. */
const renamed: Readonly<Record<string, string>> = { NULL: 'nul' };

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `DBInstance` -> `dbInstance`, `SS` -> `ss`, `ETag` -> `eTag`, `MD5Of` -> `md5Of`. */
function lowerFirstWord(name: string): string {
  const word = /^[A-Z]+(?![a-z])|^[A-Z]/.exec(name)?.[0] ?? '';
  return word.toLowerCase() + name.slice(word.length);
}

/**
 * The SDK id in the Java SDK's spelling: `DynamoDB` -> `DynamoDb`, `SESv2` -> `SesV2`,
 * `CloudWatch Logs` -> `CloudWatchLogs`. It opens the error names of `aws-sdk:` integrations.
 */
export function version2Service(sdkId: string): string {
  return sdkId
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .replace(/([^a-z]{2,})v([0-9]+)/g, '$1 v$2 ')
    .replace(/([^A-Z]{2,})V([0-9]+)/g, '$1 V$2 ')
    .replace(/([a-z])(?=[A-Z][a-zA-Z0-9])/g, '$1 ')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([0-9])([a-zA-Z])/g, '$1 $2')
    .trim()
    .split(/ +/)
    .map((word) => upperFirst(word.toLowerCase()))
    .join('');
}
