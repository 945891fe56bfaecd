import type { Lane, SourceReader } from './event-source.ts';
import { Poller, type PollerPorts, type PollerSettings } from './poller.ts';

/** Reads all lanes of a source that there are, from its start to its stop. */
export class Reading {
  readonly #reader: SourceReader;
  readonly #ports: PollerPorts;
  readonly #pollers = new Map<Lane, Poller>();
  #settings: PollerSettings | undefined;

  constructor(reader: SourceReader, ports: PollerPorts) {
    this.#reader = reader;
    this.#ports = ports;
    reader.onChange(() => {
      if (this.#settings !== undefined) this.start(this.#settings);
    });
  }

  /** Starts to read, or goes on with other settings. */
  start(settings: PollerSettings): void {
    this.#settings = settings;
    const lanes = this.#reader.lanes();
    for (const [lane, poller] of this.#pollers) {
      if (lanes.includes(lane)) continue;
      poller.stop();
      this.#pollers.delete(lane);
    }
    for (const lane of lanes) {
      const poller = this.#pollers.get(lane) ?? new Poller(this.#ports, lane);
      this.#pollers.set(lane, poller);
      poller.start(settings);
    }
  }

  /** Batches at work are finished. */
  stop(): void {
    this.#settings = undefined;
    for (const poller of this.#pollers.values()) poller.stop();
  }
}
