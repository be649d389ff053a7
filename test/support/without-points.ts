import type { Conversation } from '../../src/dialog/conversation.ts';

/** A shared position lives for one turn: what is stored has lost it. */
export const withoutPoints = (conversation: Conversation): Conversation => {
  const stacks = (stack: Conversation['place']['stack']) =>
    stack.map((frame) => ({
      ...frame,
      vars: Object.fromEntries(
        Object.entries(frame.vars).filter(([, value]) => !(typeof value === 'object' && value.kind === 'point')),
      ),
    }));
  return {
    ...conversation,
    place: { stack: stacks(conversation.place.stack), history: conversation.place.history.map(stacks) },
  };
};
