import { z } from 'zod';
import { defineKind } from '../kind.ts';

/** Ends the flow: back to the caller, or to the front desk. */
export const end = defineKind<Record<string, never>>({
  key: 'end',
  form: z.strictObject({ end: z.unknown().describe('Ends the flow; write: end: ~') }),
  compile: () => ({}),
  exits: () => [],
  texts: () => ({ keys: [], options: [], asks: false }),
  saves: () => undefined,
  depends: () => [],
  waits: () => false,
  enter: () => ({ kind: 'end' }),
});
