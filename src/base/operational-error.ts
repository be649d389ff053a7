/** Something outside the program is missing, slow or refusing; the code names it for operators. */
export class OperationalError extends Error {
  override readonly name = 'OperationalError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
