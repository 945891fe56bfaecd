import { plain } from '../../core/html.ts';
import type { Kept } from '../../core/put-away.ts';
import type { Cloud } from '../../core/service.ts';
import type { HttpRequest, HttpResponse, Mount } from '../../gateway/dispatcher.ts';

const PREFIX = '/_aws/lambda/code/';
/** A link is good for ten minutes of cloud time. */
const LIFETIME = 10 * 60_000;

interface Linked {
  readonly code: Kept;
  readonly until: number;
}

/** The links that GetFunction gives to download code by: whoever has one needs nothing else. */
export class CodeLinks {
  readonly #cloud: Cloud;
  /** The oldest first. */
  readonly #links = new Map<string, Linked>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** The URL of a zip archive. */
  link(code: Kept): string {
    const { clock, random, endpoint } = this.#cloud;
    for (const [token, { until }] of this.#links) {
      if (until > clock.now()) break;
      this.#links.delete(token);
    }
    const token = Buffer.from(random.bytes(32)).toString('hex');
    this.#links.set(token, { code, until: clock.now() + LIFETIME });
    return `${endpoint}${PREFIX}${token}`;
  }

  get mount(): Mount {
    return { prefix: PREFIX, handle: (request) => this.#download(request) };
  }

  #download({ method, path }: Pick<HttpRequest, 'method' | 'path'>): HttpResponse {
    if (method !== 'GET') return plain(405, 'There is only GET.');
    const linked = this.#links.get(path.slice(PREFIX.length));
    if (linked === undefined || linked.until <= this.#cloud.clock.now()) {
      return plain(403, 'The link has expired, or there never was one.');
    }
    return {
      status: 200,
      headers: { 'content-type': 'application/zip' },
      body: linked.code.read(),
    };
  }
}
