/** Nobody can use the event: its source has to send something else. Trying again does not help. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}
