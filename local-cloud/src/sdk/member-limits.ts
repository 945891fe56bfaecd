/** The values that the API model allows for a member. */
export interface MemberLimits {
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * The bounds of numbers that mocks are likely to hold. The SDK's schemas leave bounds out of the
 * API models: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
const RANGES: Readonly<Record<string, Readonly<Record<string, MemberLimits>>>> = {
  Lambda: {
    MemorySize: { minimum: 128, maximum: 10_240 },
    Timeout: { minimum: 1 },
  },
};

/**
 * What the API model allows for members of a service's shapes beyond their type. Enumerations are
 * exported by the SDK's client under the name of their shape, which members mostly share.
 */
export async function memberLimits(
  sdkId: string,
): Promise<(member: string) => MemberLimits | undefined> {
  const name = `@aws-sdk/client-${sdkId.toLowerCase().replaceAll(' ', '-')}`;
  const client = (await import(name)) as Record<string, unknown>;
  return (member) => RANGES[sdkId]?.[member] ?? enumeration(client[member]);
}

function enumeration(exported: unknown): MemberLimits | undefined {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported))
    return undefined;
  const values = Object.values(exported);
  const isEnumeration = values.length > 0 && values.every((value) => typeof value === 'string');
  return isEnumeration ? { values: values as string[] } : undefined;
}
