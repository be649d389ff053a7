import { decimalText } from '../../base/decimal.ts';
import type { Value } from '../../base/value.ts';
import type { Frame } from '../../flow/model.ts';

/** A variable of a flow, told apart from one of the same name in another flow. */
export type Slot = `${string}.${string}`;

export const slotOf = (flow: string, name: string): Slot => `${flow}.${name}`;

/** The flow and the name of a slot; neither holds a dot. */
export const partsOf = (slot: Slot): readonly [flow: string, name: string] => {
  const dot = slot.indexOf('.');
  return [slot.slice(0, dot), slot.slice(dot + 1)];
};

/** The value of a variable of one of the scripts that someone stands in. */
export const valueIn = (stack: readonly Frame[], flow: string, name: string): Value | undefined =>
  stack.findLast((frame) => frame.flow === flow)?.vars[name];

/** A value in the form in which values are told apart; a point, which is never kept, by where it lies. */
export const written = (value: Value | undefined): string => {
  if (typeof value !== 'object') return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (value.kind === 'money') return `${value.minor} ${value.currency}`;
  if (value.kind === 'decimal') return decimalText(value);
  if (value.kind === 'day') return value.iso;
  return value.kind === 'phrase' ? value.fact : `${value.latitude},${value.longitude}`;
};
