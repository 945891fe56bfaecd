import type { JsonObject } from './json.ts';

/** What an EventBridge connection adds to every request: its credentials, and parameters of its own. */
export interface ConnectionParameters {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** A connection as Step Functions uses it. */
export interface Connection {
  /** Of the secret that holds its credentials. */
  readonly secretArn: string;
  /** Undefined while it is not authorized. */
  readonly parameters: ConnectionParameters | undefined;
}

/** The connection with this ARN, if there is one. */
export type Connections = (arn: string) => Connection | undefined;
