/** What Invoke answers of the log with `LogType: Tail`. */
const LENGTH = 4096;

/** The last 4 KB of an invocation's log. */
export class LogTail {
  #text = '';

  add(message: string): void {
    this.#text += message.endsWith('\n') ? message : `${message}\n`;
    if (this.#text.length > LENGTH * 4) this.#text = this.#text.slice(-LENGTH);
  }

  base64(): string {
    return Buffer.from(this.#text, 'utf8').subarray(-LENGTH).toString('base64');
  }
}
