import type { Socket } from 'node:net';
import { Paced } from '../core/turns.ts';
import type { Outgoing } from './exchange.ts';

/** So many requests begin between two turns of others. */
const BEGUN_AT_ONCE = 50;
/** As many as HTTP/2 takes at once of a connection: one with more in line is cut off. */
const MOST_IN_LINE = 250;

/**
 * Begins the requests of a connection one after the other, as they are answered (HTTP/1.1): whoever sends
 * many without waiting for answers holds up nobody else. Those of HTTP/2, which limits how many there are at
 * once, begin as they come.
 */
export class OneByOne {
  readonly #paced = new Paced(BEGUN_AT_ONCE);
  /** Of each connection with a request under way those that wait for its end. */
  readonly #lines = new WeakMap<Socket, (() => void)[]>();

  /** @param connection of HTTP/1.1: of HTTP/2 there is none to wait for */
  begin(connection: Socket | undefined, outgoing: Outgoing, work: () => void): void {
    const line = connection && this.#lines.get(connection);
    if (line === undefined) {
      if (connection !== undefined) this.#lines.set(connection, []);
      this.#now(connection, outgoing, work);
      return;
    }
    line.push(() => this.#now(connection, outgoing, work));
    if (line.length > MOST_IN_LINE) connection!.destroy();
  }

  #now(connection: Socket | undefined, outgoing: Outgoing, work: () => void): void {
    if (connection?.destroyed) return;
    let isOver = false;
    outgoing.once('close', () => {
      isOver = true;
      if (connection !== undefined) this.#next(connection);
    });
    this.#paced.begin(() => {
      if (!isOver) work();
    });
  }

  #next(connection: Socket): void {
    const next = this.#lines.get(connection)!.shift();
    if (next === undefined) this.#lines.delete(connection);
    else next();
  }
}
