/** One figure, printed as a line a person or a program can read. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export const printFigure = ({ name, value, unit }: Figure, json: boolean): void => {
  process.stdout.write(
    json ? `${JSON.stringify({ name, value, unit })}\n` : `${name.padEnd(56)} ${String(value).padStart(12)} ${unit}\n`,
  );
};
