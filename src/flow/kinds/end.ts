import { defineKind } from '../kind.ts';

/** Ends the flow: back to the caller, or to the front desk. */
export const end = defineKind<Record<string, never>>({
  key: 'end',
  keys: ['end'],
  compile: () => ({}),
  exits: () => [],
  texts: () => ({ keys: [], options: [], asks: false }),
  saves: () => undefined,
  depends: () => [],
  waits: () => false,
  enter: () => ({ kind: 'end' }),
});
