import * as z from 'zod';
import type { Deployed, ResourceContext } from '../resource-type.ts';

/** An id as EC2 makes them: `vpc-0` and 16 hexadecimal digits. */
export function ec2Id({ cloud }: ResourceContext, prefix: string): string {
  return `${prefix}-0${Buffer.from(cloud.random.bytes(8)).toString('hex')}`;
}

/** A part of a network: here it is nothing but its name, for nothing goes through it. */
export function inName(ref: string, attributes: Readonly<Record<string, string>>): Deployed {
  return { ref, attributes, remove: async () => {} };
}

/** Of a network or a part of it. */
export const cidrBlock = z
  .string()
  .regex(/^(?:\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'An address range is written as 10.0.0.0/16 is');
