import * as z from 'zod';
import { boolean, defined, number } from '../resource-type.ts';

const list = z.array(z.string()).optional();

/** Which pages of other origins may call an HTTP API or the URL of a function, and how. */
export const cors = z
  .strictObject({
    AllowCredentials: boolean.optional(),
    AllowHeaders: list,
    AllowMethods: list,
    AllowOrigins: list,
    ExposeHeaders: list,
    MaxAge: number.optional(),
  })
  .transform(defined);
