import { Agent, request } from 'node:http';

/** Calls at once, as from as many clients. */
export const CONNECTIONS = 16;

interface SdkClient {
  readonly middlewareStack: { add(middleware: never, options: object): void };
}

interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends what the SDK would send at a fraction of what it takes the SDK: so the server is what is
 * measured. The head of the first call of each operation, signed by the SDK, goes before every body;
 * no server here verifies signatures.
 */
export class Wire {
  readonly #endpoint: URL;
  readonly #heads = new Map<string, Readonly<Record<string, string>>>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(endpoint: string, client: SdkClient) {
    this.#endpoint = new URL(endpoint);
    const keep =
      (next: (args: { request: SignedRequest }) => unknown, { commandName = '' }) =>
      (args: { request: SignedRequest }) => {
        const { 'content-length': _, ...head } = args.request.headers;
        this.#heads.set(commandName.replace(/Command$/, ''), head);
        return next(args);
      };
    client.middlewareStack.add(keep as never, { step: 'finalizeRequest', priority: 'low' });
  }

  /** An operation that the SDK's client has called before. */
  call<Output>(operation: string, input: object): Promise<Output> {
    const body = Buffer.from(JSON.stringify(input));
    const headers = { ...this.#heads.get(operation)!, 'content-length': body.byteLength };
    const { hostname, port } = this.#endpoint;
    return new Promise((resolve, reject) => {
      const sent = request(
        { agent: this.#agent, host: hostname, port, path: '/', method: 'POST', headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(text === '' ? {} : JSON.parse(text));
            else reject(new Error(`${operation}: ${response.statusCode} ${text}`));
          });
        },
      );
      sent.on('error', reject).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** So many calls with a number each, as many at once as there are connections. */
export async function each(calls: number, call: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const connection = async () => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}
