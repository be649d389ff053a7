import type { Frame } from '../../flow/model.ts';
import type { Live } from './live.ts';
import type { Outlook } from './outlook.ts';
import type { Plan } from './plan.ts';
import { slotOf, written } from './slot.ts';

/** What tells the places apart at which someone can wait. What they answered before counts as long as it is live. */
export interface Keys {
  /** All that is kept of a place: two with the same are one to whoever looks closely. */
  readonly exactly: (stack: readonly Frame[]) => string;
  /** Without the figures. */
  readonly roughly: (stack: readonly Frame[]) => string;
  /** What the figures may still bring about. */
  readonly turns: Outlook['turns'];
}

export const createKeys = (plan: Plan, live: ReadonlyMap<string, Live>, outlook: Outlook): Keys => {
  const keep = (stack: readonly Frame[], value: (frame: Frame, name: string) => string): string =>
    stack
      .map((frame) => {
        const names = [...(live.get(frame.flow)?.get(frame.step) ?? [])];
        return [frame.flow, frame.step, ...names.map((name) => value(frame, name))].join('\n');
      })
      .join('\n\n');
  const exact = ({ vars }: Frame, name: string): string => written(vars[name]);
  const rough = (frame: Frame, name: string): string => {
    const slot = slotOf(frame.flow, name);
    const kind = plan.flows.get(frame.flow)?.vars.get(name)?.kind;
    if (kind === 'choice' || kind === 'yes-no' || plan.growing.has(slot)) return exact(frame, name);
    return (kind === 'text' || kind === 'point') && plan.deciding.has(slot) ? exact(frame, name) : '';
  };
  return {
    exactly: (stack) => keep(stack, exact),
    roughly: (stack) => keep(stack, rough),
    turns: outlook.turns,
  };
};
