import { faultText } from './fault.ts';
import { runProgram } from './program.ts';

runProgram(process.argv.slice(2)).catch(async (cause: unknown) => {
  process.stderr.write(`${await faultText(cause)}\n`);
  process.exitCode = 1;
});
